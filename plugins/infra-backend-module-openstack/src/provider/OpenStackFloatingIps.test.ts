import recorded from '../__fixtures__/zed-floating-ip.json';
import noWayOut from '../__fixtures__/errors/zed-neutron-no-way-out.json';
import network from '../__fixtures__/zed-network.json';
import servers from '../__fixtures__/zed-servers-detail.json';
import {
  startScriptedCloud,
  type ScriptedCloud,
} from '../testing/scriptedCloud';
import { createClients } from './clients';
import { OpenStackFloatingIps } from './OpenStackFloatingIps';

const options = { signal: new AbortController().signal };
const [server] = servers.response.body.servers;
const example = recorded.response.body.floatingip;
const target = {
  externalId: server.id,
  projectExternalId: server.tenant_id,
  operationId: 'op-1',
};

describe('OpenStackFloatingIps', () => {
  let cloud: ScriptedCloud;
  let rows: Array<Record<string, unknown> & { id: string }>;
  let ports: object[];
  let deadEnds: string[];

  const port = (id: string, deviceId = server.id) => ({
    id,
    project_id: server.tenant_id,
    network_id: 'n',
    device_id: deviceId,
    fixed_ips: [{ subnet_id: 's', ip_address: '10.0.0.7' }],
  });
  const row = (changes: object) => ({
    ...example,
    project_id: server.tenant_id,
    ...changes,
  });

  beforeEach(async () => {
    rows = [];
    ports = [port('port-1'), port('port-2')];
    deadEnds = [];
    cloud = await startScriptedCloud(({ method, path, body }) => {
      const [at] = path.split('?');
      const id = at.split('/floatingips/')[1];
      if (at === `/compute/v2.1/servers/${server.id}`) {
        return { body: { server } };
      }
      if (at === '/network/v2.0/ports') {
        return { body: { ports } };
      }
      if (at === '/network/v2.0/networks') {
        return {
          body: {
            networks: [
              {
                ...network.response.body.network,
                id: 'outside',
                name: 'public',
                'router:external': true,
              },
            ],
          },
        };
      }
      if (!at.startsWith('/network/v2.0/floatingips')) {
        return undefined;
      }
      const given = (body as { floatingip?: { port_id: string } } | undefined)
        ?.floatingip;
      if (given && deadEnds.includes(given.port_id)) {
        return { status: noWayOut.status, body: noWayOut.body };
      }
      switch (method) {
        case 'POST':
          rows.push(row({ ...given, id: `fip-${rows.length + 1}` }));
          return { status: 201, body: { floatingip: rows[rows.length - 1] } };
        case 'PUT': {
          const found = rows.find(one => one.id === id)!;
          Object.assign(found, given);
          return { body: { floatingip: found } };
        }
        case 'DELETE':
          rows = rows.filter(one => one.id !== id);
          return { status: 204, body: '' };
        default:
          return id
            ? { body: { floatingip: rows.find(one => one.id === id) } }
            : { body: { floatingips: rows } };
      }
    });
  });
  afterEach(() => cloud.close());

  function create(perProject = 2) {
    const transport = cloud.connect();
    const clients = createClients(transport);
    return new OpenStackFloatingIps(
      transport,
      clients.network,
      clients.servers,
      { externalNetwork: 'public', perProject },
    );
  }

  it('asks for an address with its port, its project and its operation in one request', async () => {
    await create().ensureFloatingIp(target, options);
    const made = cloud.seen.filter(one => one.method === 'POST').pop();
    expect(made?.body).toEqual({
      floatingip: {
        project_id: server.tenant_id,
        floating_network_id: 'outside',
        port_id: 'port-1',
        description: 'ironstage-op-op-1',
      },
    });
  });

  it('takes the port that leads out, and says so when none does', async () => {
    deadEnds = ['port-1'];
    await create().ensureFloatingIp(target, options);
    expect(rows.map(one => one.port_id)).toEqual(['port-2']);

    rows = [];
    deadEnds = ['port-1', 'port-2'];
    await expect(
      create().ensureFloatingIp(target, options),
    ).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('"public"'),
    });
    expect(rows).toEqual([]);
  });

  it('gives no more than the policy allows, whoever made the others', async () => {
    rows = [row({ id: 'theirs', port_id: null, description: 'by hand' })];
    const addresses = create(1);
    await expect(
      addresses.ensureFloatingIp(target, options),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    expect(rows).toHaveLength(1);
  });

  it('counts requests at the same time one after the other', async () => {
    const addresses = create(1);
    const results = await Promise.allSettled([
      addresses.ensureFloatingIp(target, options),
      addresses.ensureFloatingIp({ ...target, operationId: 'op-2' }, options),
    ]);
    expect(results.map(one => one.status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(rows).toHaveLength(1);
  });

  it('connects its address again when somebody took it off, and leaves it when it leads elsewhere', async () => {
    const mine = {
      id: 'mine',
      description: 'ironstage-op-op-1',
      port_id: null as string | null,
    };
    rows = [row(mine)];
    await expect(
      create(1).ensureFloatingIp(target, options),
    ).resolves.toMatchObject({ externalId: 'mine' });
    expect(rows).toMatchObject([{ id: 'mine', port_id: 'port-1' }]);

    rows = [row({ ...mine, port_id: 'port-of-another' })];
    await expect(
      create(1).ensureFloatingIp(target, options),
    ).rejects.toMatchObject({ kind: 'conflict' });
    expect(rows).toMatchObject([{ port_id: 'port-of-another' }]);
  });

  it('takes back with an instance what the portal gave it, and nothing else', async () => {
    ports = [port('port-1'), port('port-9', 'another')];
    rows = [
      row({ id: 'a', port_id: 'port-1', description: 'ironstage-op-op-1' }),
      row({ id: 'b', port_id: 'port-1', description: 'by hand' }),
      row({ id: 'c', port_id: 'port-9', description: 'ironstage-op-op-3' }),
      row({ id: 'd', port_id: null, description: 'ironstage-op-op-4' }),
    ];
    await create().removeAllOf(target, options.signal);
    expect(rows.map(one => one.id)).toEqual(['b', 'c', 'd']);
  });

  it('removes no address of another project', async () => {
    rows = [row({ id: 'a', project_id: 'somebody' })];
    await expect(
      create().removeFloatingIp(
        { projectExternalId: server.tenant_id, externalId: 'a' },
        options,
      ),
    ).rejects.toMatchObject({ kind: 'conflict' });
    expect(rows).toHaveLength(1);
  });
});
