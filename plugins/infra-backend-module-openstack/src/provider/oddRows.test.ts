import hostVolume from '../__fixtures__/cases/04-cinder-volume-attached-to-a-host.json';
import {
  hypervisor,
  readCloud,
  recorded,
  root,
  type ReadCloud,
} from '../testing/readCloud';

const { server, flavor, image, volume, network: lan, node } = recorded;

describe('rows that are odd', () => {
  let reading: ReadCloud;

  beforeEach(async () => {
    reading = await readCloud();
  });
  afterEach(() => reading.cloud.close());

  it('reads a volume that is attached to a host, and lists the host', async () => {
    reading.routes['/volume/v3/project-1/volumes/detail'] = {
      body: { volumes: [hostVolume.volume, volume] },
    };
    const [cache, other] = await reading.read('volume');
    expect(cache).toMatchObject({
      externalId: 'glance-cache-0007',
      attributes: { attachedTo: [], attachedToHosts: ['ctl-02'] },
    });
    expect(other.externalId).toBe(volume.id);
    expect(reading.problems).toEqual([]);
  });

  const project = { id: 'p1', name: 'shop', enabled: true, domain_id: 'd' };
  const lists = [
    [
      'volume',
      '/volume/v3/project-1/volumes/detail',
      'volumes',
      volume,
      { size: 'big' },
    ],
    [
      'instance',
      '/compute/v2.1/servers/detail',
      'servers',
      server,
      { status: 7 },
    ],
    [
      'flavor',
      '/compute/v2.1/flavors/detail',
      'flavors',
      flavor,
      { vcpus: null },
    ],
    ['image', '/image/v2/images', 'images', image, { status: null }],
    ['network', '/network/v2.0/networks', 'networks', lan, { name: 5 }],
    ['project', '/identity/v3/projects', 'projects', project, { name: null }],
  ] as const;

  it.each(lists)(
    'leaves out a %s that does not parse, says which, and lists none twice',
    async (kind, path, name, row, odd) => {
      reading.routes[path] = {
        body: {
          [name]: [{ ...row, ...odd, id: 'odd' }, row, row, 'nonsense'],
        },
      };
      reading.routes['/image/v2/images/'] = { status: 404 };
      const rows = await reading.read(kind);
      expect(rows.map(item => item.externalId)).toEqual([row.id]);
      expect(reading.problems).toEqual([
        {
          kind,
          externalId: 'odd',
          message: expect.stringContaining("odd can't be read"),
        },
        { kind, message: expect.stringContaining("can't be read") },
      ]);
    },
  );

  it.each(lists)(
    'takes null for what was never known of a %s',
    async (kind, path, name, row) => {
      const needed = [
        'id',
        'uuid',
        'name',
        'status',
        'size',
        'vcpus',
        'ram',
        'disk',
      ];
      const blank = Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          needed.includes(key) ? value : null,
        ]),
      );
      reading.routes[path] = { body: { [name]: [blank] } };
      const rows = await reading.read(kind);
      expect(rows.map(item => item.externalId)).toEqual([row.id]);
      expect(reading.problems).toEqual([]);
    },
  );

  it('reads nodes past one that is odd and ports past one without an address', async () => {
    reading.nodes(
      { ...node, uuid: 'odd', traits: 'many' },
      { ...node, properties: null, extra: null, driver_info: null },
      { ...node, uuid: 'n3', maintenance: null, retired: null, traits: null },
    );
    reading.routes['/baremetal/v1/ports'] = {
      body: {
        ports: [
          { address: null, node_uuid: node.uuid },
          { address: '52:54:00:00:00:01', node_uuid: 'n3' },
        ],
      },
    };
    const rows = await reading.read('machine');
    expect(rows.map(row => [row.externalId, row.attributes.macs])).toEqual([
      [node.uuid, []],
      ['n3', ['52:54:00:00:00:01']],
    ]);
    expect(
      reading.problems.map(problem => [problem.externalId, problem.allRows]),
    ).toEqual([
      [undefined, true],
      ['odd', undefined],
    ]);
  });

  it('keeps what is known of a network while one of its ranges can not be read', async () => {
    reading.routes['/network/v2.0/networks'] = {
      body: { networks: [lan, { ...lan, id: 'other' }] },
    };
    reading.routes['/network/v2.0/subnets'] = {
      body: { subnets: [{ id: 's1', network_id: lan.id, cidr: null }] },
    };
    const rows = await reading.read('network');
    expect(rows.map(row => row.externalId)).toEqual(['other']);
    expect(reading.problems.map(problem => problem.externalId)).toEqual([
      lan.id,
    ]);
  });

  it('reads servers although nobody tells their groups, their faults or the names of their images', async () => {
    const broken = { ...server, id: 'broken', status: 'ERROR' };
    const { routes } = reading;
    routes['/compute/v2.1/servers/detail'] = {
      body: { servers: [server, broken] },
    };
    routes['/compute/v2.1/servers/broken'] = { status: 500, body: 'no luck' };
    routes['/compute/v2.1/os-server-groups'] = { status: 500, body: 'no luck' };
    routes[`/image/v2/images/${server.image.id}`] = { body: { id: 7 } };
    expect(await reading.read('instance')).toHaveLength(2);
    expect(reading.problems).toEqual([
      {
        kind: 'instance',
        allRows: true,
        message: expect.stringContaining('The server groups'),
      },
      {
        kind: 'instance',
        allRows: true,
        message: expect.stringContaining('the server broken'),
      },
    ]);
  });

  it('stand in the way of no single server, host or network', async () => {
    const { routes } = reading;
    const id = 'compute-1';
    routes[`/compute/v2.1/servers/${server.id}`] = {
      body: {
        server: {
          ...server,
          server_groups: ['g1'],
          'OS-EXT-SRV-ATTR:hypervisor_hostname': id,
        },
      },
    };
    routes['/compute/v2.1/os-server-groups/g1'] = {
      body: { server_group: { id: 'g1', name: 7 } },
    };
    routes[`/image/v2/images/${server.image.id}`] = { body: { id: 7 } };
    reading.hosts({ id: 'odd', service: null }, hypervisor(id));
    routes[`/compute/v2.1/os-hypervisors/${id}`] = {
      body: { hypervisor: hypervisor(id) },
    };
    routes['/compute/v2.1/os-services'] = { body: { services: [{ id: 1 }] } };
    routes['/compute/v2.1/os-aggregates'] = {
      body: { aggregates: [{ name: null }] },
    };
    reading.placement([{ uuid: null }, root(id)]);
    for (const what of ['inventories', 'usages', 'traits']) {
      routes[`/placement/resource_providers/${id}/${what}`] = {
        body: { inventories: {}, usages: {}, traits: [] },
      };
    }
    routes[`/network/v2.0/networks/${lan.id}`] = { body: { network: lan } };
    routes['/network/v2.0/subnets'] = { body: { subnets: [{ id: 's1' }] } };

    const { inventory } = reading.provider();
    const options = reading.options();
    await expect(
      inventory.get('instance', server.id, options),
    ).resolves.toMatchObject({ hostExternalId: id });
    await expect(
      inventory.get('hypervisor', id, options),
    ).resolves.toMatchObject({ externalId: id });
    await expect(
      inventory.get('network', lan.id, options),
    ).resolves.toMatchObject({ externalId: lan.id });
  });

  it('takes a row for one that a page repeats', async () => {
    const path = '/volume/v3/project-1/volumes/detail';
    const pages = [
      [volume, volume],
      [volume, { ...volume, id: 'v2' }],
    ];
    reading.routes[path] = ({ searchParams }) => {
      const last = searchParams.has('marker');
      return {
        body: {
          volumes: pages[Number(last)],
          volumes_links: [
            { rel: 'next', href: `http://cloud/?marker=${volume.id}` },
          ],
        },
      };
    };
    const rows = await reading.read('volume');
    expect(rows.map(row => row.externalId)).toEqual([volume.id, 'v2']);
  });
});
