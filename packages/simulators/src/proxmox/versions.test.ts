import { startSimulators, type SimulatedEstate } from '../startSimulators';
import { Contract } from './contract/Contract';
import { ProxmoxCluster } from './ProxmoxCluster';
import { admin, type PveClient } from './testing/pveClient';
import { Clock } from '../kernel/Clock';
import { FaultBoard } from '../faults/FaultBoard';
import { RequestStats } from '../stats/RequestStats';

describe('releases of the simulated clusters', () => {
  let estate: SimulatedEstate;
  let newer: PveClient;
  let older: PveClient;

  beforeAll(async () => {
    estate = await startSimulators({ speed: 100 });
    newer = admin(estate.proxmox[0]);
    older = admin(estate.proxmox[1]);
  });
  afterAll(() => estate.stop());

  function both<T>(ask: (pve: PveClient) => Promise<T>): Promise<T[]> {
    return Promise.all([ask(newer), ask(older)]);
  }

  it('differ in the rows of the cluster view', async () => {
    const rows = await both(pve => pve.data('GET', '/cluster/resources'));
    const types = rows.map(all => new Set(all.map((row: any) => row.type)));
    expect(types[0]).toContain('network');
    expect(types[0]).not.toContain('sdn');
    expect(types[1]).toContain('sdn');
    expect(types[1]).not.toContain('network');
    const has = (key: string, type: string) =>
      rows.map(all => all.some((row: any) => row.type === type && key in row));
    expect(has('memhost', 'qemu')).toEqual([true, false]);
    expect(has('host-arch', 'node')).toEqual([true, false]);
  });

  it('differ in the privilege for the guest agent', async () => {
    const answers = await both(pve =>
      pve.ask('POST', '/access/roles', { roleid: 'R', privs: 'VM.Monitor' }),
    );
    expect(answers.map(answer => answer.status)).toEqual([400, 200]);
    const agent = await both(pve =>
      pve.ask('POST', '/access/roles', {
        roleid: 'Q',
        privs: 'VM.GuestAgent.Audit',
      }),
    );
    expect(agent.map(answer => answer.status)).toEqual([200, 400]);
    expect(agent[1].body.errors.privs).toBe(
      "invalid format - invalid privilege 'VM.GuestAgent.Audit'\n",
    );
  });

  it('have HA groups or HA rules; what is missing is not implemented', async () => {
    const groups = await both(pve => pve.ask('GET', '/cluster/ha/groups'));
    expect(groups.map(answer => answer.status)).toEqual([500, 200]);
    const rules = await both(pve => pve.ask('GET', '/cluster/ha/rules'));
    expect(rules.map(answer => answer.status)).toEqual([200, 501]);
    expect(rules[1].reason).toBe(
      "Method 'GET /cluster/ha/rules' not implemented",
    );
  });

  it('have pools by query and by path, nested ones only by query', async () => {
    for (const pve of [newer, older]) {
      await pve.data('POST', '/pools', { poolid: 'a' });
      await pve.data('POST', '/pools', { poolid: 'a/b' });
      expect(await pve.data('GET', '/pools', { poolid: 'a/b' })).toEqual([
        { poolid: 'a/b', members: [] },
      ]);
      expect(await pve.data('GET', '/pools/a')).toEqual({
        poolid: 'a',
        members: [],
      });
      expect((await pve.ask('GET', '/pools/a/b')).status).toBe(501);
      await pve.data('PUT', '/pools/a', { vms: 9003 });
      const [{ members }] = await pve.data('GET', '/pools', { poolid: 'a' });
      expect(members[0].id).toBe('qemu/9003');
    }
  });

  it('check parameters against their own schema', async () => {
    const answers = await both(async pve =>
      pve.ask('PUT', `/nodes/${await pve.firstNode()}/qemu/9000/config`, {
        'allow-ksm': 0,
      }),
    );
    expect(answers.map(answer => answer.status)).toEqual([200, 400]);
    expect(answers[1].body.errors['allow-ksm']).toMatch(
      /^property is not defined/,
    );
  });

  it('apply new networks only when told to', async () => {
    await newer.data('POST', '/cluster/sdn/vnets', {
      vnet: 'web',
      zone: 'tenants',
    });
    const node = await newer.firstNode();
    const bridges = async () =>
      (
        await newer.data('GET', `/nodes/${node}/network`, {
          type: 'any_bridge',
        })
      ).map((row: any) => row.iface);
    expect(await bridges()).toEqual(['vmbr0', 'apps']);
    expect(
      await newer.data('GET', '/cluster/sdn/vnets', { pending: 1 }),
    ).toContainEqual(expect.objectContaining({ vnet: 'web', state: 'new' }));
    expect(await newer.run('PUT', '/cluster/sdn')).toBe('OK');
    expect(await bridges()).toEqual(['vmbr0', 'apps', 'web']);
  });

  it('leave no error of the simulator behind', () => {
    expect(estate.stats().crashes).toEqual([]);
  });
});

describe('the contract', () => {
  it.each([
    ['8.4', '8.4.5'],
    ['9.2', '9.2.11'],
  ])('of %s has work behind every endpoint', (release, version) => {
    const cluster = new ProxmoxCluster(
      {
        name: 'x',
        release,
        version,
        clustered: true,
        fingerprint: null,
        secret: 'x',
      },
      {
        clock: new Clock(1),
        faults: new FaultBoard(() => 0),
        requests: new RequestStats(),
        changed: () => undefined,
      },
    );
    const declared = new Set(new Contract(release).names());
    const missing = [...declared].filter(name => !cluster.handlers[name]);
    expect(missing).toEqual([]);
    const newest = new Set(new Contract('9.2').names());
    expect(
      Object.keys(cluster.handlers).filter(name => !newest.has(name)),
    ).toEqual([]);
  });
});
