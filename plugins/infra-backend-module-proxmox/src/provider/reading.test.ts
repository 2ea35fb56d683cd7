import type { ResourceKind } from '@ironstage/plugin-infra-common';
import type { InventoryItem, ReadProblem } from '@ironstage/plugin-infra-node';
import silentNode from '../__fixtures__/cases/pve-node-595.json';
import {
  nodeRow,
  refusal,
  startScriptedCluster,
  vmRow,
  type Answers,
} from '../testing/scriptedCluster';

type Cluster = Awaited<ReturnType<typeof startScriptedCluster>>;

const silent = silentNode['GET /nodes/pve2/network'];
const bridges = silentNode['GET /nodes/pve1/network'];

describe('a reading past what is odd or silent', () => {
  const open: Cluster[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(cluster => cluster.close()));
  });

  async function start(answers: Answers, entry = {}) {
    const cluster = await startScriptedCluster(answers, entry);
    open.push(cluster);
    return cluster;
  }

  async function read({ provider }: Cluster, kind: ResourceKind) {
    const items: InventoryItem[] = [];
    const problems: ReadProblem[] = [];
    const options = {
      signal: new AbortController().signal,
      onProblem: (problem: ReadProblem) => void problems.push(problem),
    };
    for await (const page of provider.inventory.pages(kind, options)) {
      items.push(...page);
    }
    return { ids: items.map(item => item.externalId), items, problems };
  }

  const nodes = [nodeRow('pve1'), nodeRow('pve2')];

  it('reads the bridges of the others when one node does not answer, and what that one said before', async () => {
    const cluster = await start({
      'GET /cluster/resources': nodes,
      'GET /nodes/pve1/network': bridges,
      'GET /nodes/pve2/network': refusal(silent.status, silent.reason),
    });
    const first = await read(cluster, 'network');
    expect(first.items).toMatchObject([
      { externalId: 'vmbr0', attributes: { shared: true, nodes: ['pve1'] } },
    ]);
    expect(first.problems).toEqual([
      { kind: 'network', message: expect.stringContaining('bridges of pve2') },
    ]);
    expect(first.problems[0].message).not.toContain(silent.reason);

    cluster.said['GET /nodes/pve2/network'] = bridges;
    const second = await read(cluster, 'network');
    cluster.said['GET /nodes/pve2/network'] = refusal(595, 'No route to host');
    const third = await read(cluster, 'network');
    expect(second.problems).toEqual([]);
    expect(second.items[0].attributes.nodes).toEqual(['pve1', 'pve2']);
    expect(third.items).toEqual(second.items);
    expect(third.problems).toHaveLength(1);
  });

  it('tells bridges where the SDN is silent', async () => {
    const cluster = await start({
      'GET /cluster/resources': [nodeRow('pve1')],
      'GET /nodes/pve1/network': [...bridges, { type: 'bridge' }],
      'GET /cluster/sdn/vnets': refusal(500, 'sdn is broken'),
    });
    const { ids, problems } = await read(cluster, 'network');
    expect(ids).toEqual(['vmbr0']);
    expect(problems).toHaveLength(2);
  });

  it.each<[ResourceKind, unknown, object, string]>([
    [
      'instance',
      { ...vmRow(2), maxmem: { odd: 1 } },
      vmRow(1, { name: null, tags: null, lock: null, pool: 7 }),
      '2',
    ],
    [
      'hypervisor',
      { ...nodeRow('odd'), maxcpu: 'many' },
      { ...nodeRow('pve1'), maxmem: null },
      'odd',
    ],
    [
      'storage',
      { type: 'storage', node: 'pve1', storage: 'odd', shared: [] },
      {
        id: 'storage/pve1/ceph',
        type: 'storage',
        node: 'pve1',
        storage: 'ceph',
        shared: 1,
        content: 'images',
        maxdisk: null,
      },
      'odd',
    ],
    [
      'image',
      { ...vmRow(3, { template: 1, name: 'odd' }), vmid: null },
      vmRow(4, { template: 1, name: 'debian', status: 'stopped' }),
      'odd',
    ],
  ])('tells other rows of kind %s', async (kind, odd, good, id) => {
    const cluster = await start({
      'GET /cluster/resources': [odd, good, null, { type: 'sdn', id: 'x' }],
    });
    const { ids, problems } = await read(cluster, kind);
    expect(ids).toHaveLength(1);
    expect(problems).toContainEqual({
      kind,
      externalId: id,
      message: expect.stringContaining("can't be read"),
    });
  });

  it('tells other pools, and each once', async () => {
    const cluster = await start({
      'GET /pools': [{ comment: 'x' }, { poolid: 'a' }, { poolid: 'a' }],
    });
    const { ids, problems } = await read(cluster, 'project');
    expect(ids).toEqual(['a']);
    expect(problems).toHaveLength(1);
  });

  it('leaves no doubt about which guests there are when a node does not tell its devices or addresses', async () => {
    const cluster = await start({
      'GET /cluster/resources': [...nodes, vmRow(1)],
      'GET /nodes/pve1/hardware/pci': refusal(595, 'Connection refused'),
      'GET /cluster/status': refusal(500, 'corosync is away'),
    });
    for (const kind of ['instance', 'hypervisor'] as const) {
      const { ids, problems } = await read(cluster, kind);
      expect(ids).not.toEqual([]);
      expect(problems).not.toEqual([]);
      problems.forEach(one => expect(one.allRows).toBe(true));
    }
  });

  it('gives a guest one place, whichever of its rows comes last', async () => {
    const here = vmRow(1);
    const there = vmRow(1, {
      node: 'pve2',
      status: 'unknown',
      name: undefined,
    });
    const cluster = await start({
      'GET /cluster/resources': [...nodes, here, there],
    });
    const one = await read(cluster, 'instance');
    cluster.said['GET /cluster/resources'] = [...nodes, there, here];
    const other = await read(cluster, 'instance');
    expect(one.items).toHaveLength(1);
    expect(one.items[0].hostExternalId).toBe('pve1');
    expect(other.items).toEqual(one.items);
  });

  it('goes on when a guest has vanished, or its node fallen silent, between the list and its details', async () => {
    const cluster = await start({
      'GET /cluster/resources': [...nodes, vmRow(1), vmRow(2), vmRow(3)],
      'GET /nodes/pve1/qemu/1/config': refusal(
        500,
        "Configuration file 'nodes/pve1/qemu-server/1.conf' does not exist",
      ),
      'GET /nodes/pve1/qemu/2/config': refusal(595, 'Connection timed out'),
      'GET /nodes/pve1/qemu/3/config': {},
    });
    const { ids, problems } = await read(cluster, 'instance');
    expect(ids).toEqual(['1', '2', '3']);
    expect(problems.map(one => one.externalId)).toContain('2');
    expect(problems.map(one => one.externalId)).not.toContain('1');
  });

  it('follows a guest that moves between the list and its state, and never takes it for gone', async () => {
    const cluster = await start({
      'GET /cluster/resources': [...nodes, vmRow(1)],
      'GET /nodes/pve2/qemu/1/status/current': { status: 'running' },
      'GET /nodes/pve1/qemu/1/status/current': () => {
        cluster.said['GET /cluster/resources'] = [
          ...nodes,
          vmRow(1, { node: 'pve2' }),
        ];
        return refusal(
          500,
          "Configuration file 'nodes/pve1/qemu-server/1.conf' does not exist",
        )();
      },
    });
    const target = { externalId: '1', projectExternalId: 'shop' };
    const options = { signal: new AbortController().signal };
    expect(
      await cluster.provider.instances.getState(target, options),
    ).toMatchObject({ item: { hostExternalId: 'pve2' } });

    cluster.said['GET /nodes/pve2/qemu/1/status/current'] = refusal(
      500,
      "hostname lookup 'pve2' failed - failed to get address info",
    );
    await expect(
      cluster.provider.instances.getState(target, options),
    ).rejects.toThrow();
  });

  it.each([
    'hypervisor',
    'storage',
    'project',
    'flavor',
    'image',
    'network',
    'instance',
  ] as const)(
    'asks for %s rows as often with 400 guests as with 4, once it knows them',
    async kind => {
      const calls: number[] = [];
      for (const guests of [4, 400]) {
        const rows = Array.from({ length: guests }, (_, at) => vmRow(100 + at));
        const answers: Answers = {
          'GET /cluster/resources': [nodeRow('pve1'), ...rows],
          'GET /nodes/pve1/hardware/pci': [],
          'GET /nodes/pve1/network': bridges,
        };
        for (const { vmid } of rows) {
          answers[`GET /nodes/pve1/qemu/${vmid}/agent/network-get-interfaces`] =
            { result: [{ 'ip-addresses': [{ 'ip-address': '10.0.0.1' }] }] };
        }
        const cluster = await start(answers);
        for (let warm = 0; warm < 4; warm += 1) {
          const before = cluster.seen.length;
          await read(cluster, kind);
          // addresses are asked for a hundred at a time
          expect(cluster.seen.length - before).toBeLessThanOrEqual(106);
        }
        const before = cluster.seen.length;
        await read(cluster, kind);
        calls.push(cluster.seen.length - before);
      }
      expect(calls[1]).toBe(calls[0]);
      expect(calls[1]).toBeLessThanOrEqual(4);
    },
  );
});
