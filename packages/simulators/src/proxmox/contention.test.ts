import { startSimulators, type SimulatedEstate } from '../startSimulators';
import { admin, PveClient } from './testing/pveClient';

describe('contention on a simulated cluster', () => {
  let estate: SimulatedEstate;
  let pve: PveClient;
  let node: string;
  let clone: string;

  beforeAll(async () => {
    // Slow enough for requests to meet each other's locks.
    estate = await startSimulators({ speed: 20 });
    pve = new PveClient(estate.proxmox[0]);
    node = await pve.firstNode();
    clone = `/nodes/${node}/qemu/9000/clone`;
  });
  afterAll(() => estate.stop());

  it('a clone is visible at once, and locked until its task is done', async () => {
    const upid = await pve.data('POST', clone, { newid: 5900, full: 1 });
    const config = `/nodes/${node}/qemu/5900/config`;
    expect((await pve.data('GET', config)).lock).toBe('clone');
    const early = await pve.ask('PUT', config, { cores: 4 });
    expect(early.body.message).toBe('VM is locked (clone)\n');
    expect(await pve.end(upid)).toBe('OK');
    expect((await pve.ask('PUT', config, { cores: 4 })).status).toBe(200);
  });

  it('clones share the lock of a template; who changes it waits for them', async () => {
    const home = `/nodes/${node}/qemu`;
    const upids = await Promise.all(
      [5910, 5911, 5912].map(newid =>
        pve.data('POST', `${home}/9001/clone`, { newid, full: 1 }),
      ),
    );
    const write = await pve.ask('PUT', `${home}/9001/config`, {
      description: 'x',
    });
    expect(write.reason).toBe(
      "can't lock file '/var/lock/qemu-server/lock-9001.conf' - got timeout",
    );
    const ends = await Promise.all(upids.map(upid => pve.end(upid)));
    expect(ends).toEqual(['OK', 'OK', 'OK']);
    const after = await pve.ask('PUT', `${home}/9001/config`, {
      description: 'x',
    });
    expect(after.status).toBe(200);
  });

  it('clones onto one id at the same time: one wins', async () => {
    const id = Number(await pve.data('GET', '/cluster/nextid'));
    expect(Number(await pve.data('GET', '/cluster/nextid'))).toBe(id);
    const answers = await Promise.all(
      [0, 1, 2].map(() => pve.ask('POST', clone, { newid: id })),
    );
    const reasons = answers.map(({ reason }) => reason).sort();
    expect(reasons).toEqual([
      'OK',
      `unable to create VM ${id}: config file already exists`,
      `unable to create VM ${id}: config file already exists`,
    ]);
  });

  it('many clones at once on a local storage: later ones run into its lock', async () => {
    const lone = admin(estate.proxmox[1]);
    const home = await lone.firstNode();
    const upids = await Promise.all(
      Array.from({ length: 48 }, (_, i) =>
        lone.data('POST', `/nodes/${home}/qemu/9000/clone`, {
          newid: 6100 + i,
        }),
      ),
    );
    const ends = await Promise.all(upids.map(upid => lone.end(upid)));
    const late =
      "can't lock file '/var/lock/pve-manager/pve-storage-local-zfs' - got timeout";
    expect(new Set(ends)).toEqual(new Set(['OK', late]));
    expect(ends[0]).toBe('OK');
    // which ones come last is up to the machine's load, but never the first
    expect(ends.indexOf(late)).toBeGreaterThan(ends.indexOf('OK'));
    const left = await lone.data('GET', '/cluster/resources', { type: 'vm' });
    const made = left.filter((row: any) => row.vmid >= 6100 && row.vmid < 6200);
    expect(made).toHaveLength(ends.filter(end => end === 'OK').length);
  });

  it('a copy of a running guest keeps writers waiting', async () => {
    await pve.run('POST', clone, { newid: 6008, full: 1 });
    const vm = `/nodes/${node}/qemu/6008`;
    await pve.run('POST', `${vm}/status/start`);
    const copying = await pve.data('POST', `${vm}/clone`, { newid: 6009 });
    const second = await pve.run('POST', `${vm}/clone`, { newid: 6010 });
    const message =
      "can't lock file '/var/lock/qemu-server/lock-6008.conf' - got timeout";
    expect(second).toBe(message);
    const write = await pve.ask('PUT', `${vm}/config`, { description: 'x' });
    expect(write.reason).toBe(message);
    expect(await pve.end(copying)).toBe('OK');
    expect(
      (await pve.ask('PUT', `${vm}/config`, { description: 'x' })).status,
    ).toBe(200);
  });

  it('leave no error of the simulator behind', () => {
    expect(estate.stats().crashes).toEqual([]);
  });
});
