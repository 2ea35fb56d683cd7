import type { ResourceKind } from '@ironstage/plugin-infra-common';
import type { InventoryItem, ReadProblem } from '@ironstage/plugin-infra-node';
import hostVolume from '../__fixtures__/cases/04-cinder-volume-attached-to-a-host.json';
import withIronic from '../__fixtures__/cases/05-placement-with-ironic.json';
import vanished from '../__fixtures__/cases/06-placement-provider-gone.json';
import flavors from '../__fixtures__/zed-flavors-detail.json';
import hypervisors from '../__fixtures__/zed-hypervisors-2.88.json';
import images from '../__fixtures__/zed-images-page.json';
import ironicNodes from '../__fixtures__/zed-ironic-nodes-detail.json';
import versions from '../__fixtures__/zed-ironic-versions.json';
import network from '../__fixtures__/zed-network.json';
import servers from '../__fixtures__/zed-servers-detail.json';
import volumes from '../__fixtures__/zed-volumes-detail.json';
import {
  startScriptedCloud,
  type ScriptedAnswer,
  type ScriptedCloud,
} from '../testing/scriptedCloud';
import { OpenStackProvider } from './OpenStackProvider';

type Route = ScriptedAnswer | ((url: URL) => ScriptedAnswer);

const [host] = hypervisors.response.body.hypervisors;
const [server] = servers.response.body.servers;
const [flavor] = flavors.response.body.flavors;
// the recorded one is a snapshot
const image = { ...images.response.body.images[0], image_type: null };
const [volume] = volumes.response.body.volumes;
const { network: lan } = network.response.body;

const hypervisor = (id: string, more: object = {}) => ({
  ...host,
  id,
  hypervisor_hostname: id,
  ...more,
});
const stock = {
  inventories: {
    VCPU: { total: 8, reserved: 0, allocation_ratio: 1 },
  },
};
const summary = (uuid: string) => ({
  resources: { VCPU: { capacity: 8, used: 2 } },
  traits: [],
  parent_provider_uuid: null,
  root_provider_uuid: uuid,
});
const root = (uuid: string) => ({
  uuid,
  name: uuid,
  root_provider_uuid: uuid,
});

describe('reading a cloud', () => {
  let cloud: ScriptedCloud;
  let routes: Record<string, Route>;
  let problems: ReadProblem[];
  let provider: OpenStackProvider;

  beforeEach(async () => {
    problems = [];
    routes = {
      '/compute/v2.1/os-services': { body: { services: [] } },
      '/compute/v2.1/os-aggregates': { body: { aggregates: [] } },
      '/compute/v2.1/os-server-groups': { body: { server_groups: [] } },
      '/compute/v2.1/os-hypervisors/detail': { body: { hypervisors: [] } },
      '/network/v2.0/subnets': { body: { subnets: [] } },
    };
    cloud = await startScriptedCloud(({ path }) => {
      const url = new URL(path, 'http://cloud');
      const route = routes[url.pathname];
      return typeof route === 'function' ? route(url) : route;
    });
    cloud.state.endpoints['block-storage'] = '/volume/v3';
    provider = new OpenStackProvider(cloud.connect());
  });
  afterEach(() => cloud.close());

  const options = () => ({
    signal: AbortSignal.timeout(120_000),
    onProblem: (problem: ReadProblem) => {
      problems.push(problem);
    },
  });

  async function read(kind: ResourceKind): Promise<InventoryItem[]> {
    const items: InventoryItem[] = [];
    for await (const page of provider.inventory.pages(kind, options())) {
      items.push(...page);
    }
    return items;
  }

  async function devices() {
    const found = [];
    for await (const page of provider.gpus.devices(options())) {
      found.push(...page);
    }
    return found;
  }

  const asked = () =>
    cloud.calls().map(call => new URL(call.path, 'http://cloud').pathname);

  /** Rows in pages of 200, as services send them. */
  const paged =
    (name: string, rows: Array<{ id: string }>) =>
    (url: URL): ScriptedAnswer => {
      const marker = url.searchParams.get('marker');
      const from = rows.findIndex(row => row.id === marker) + 1;
      const page = rows.slice(from, from + 200);
      const more = from + 200 < rows.length;
      const href = `http://cloud/?marker=${page[page.length - 1]?.id}`;
      return {
        body: {
          [name]: page,
          ...(more && { [`${name}_links`]: [{ rel: 'next', href }] }),
        },
      };
    };

  it('reads a volume that is attached to a host, and lists the host', async () => {
    routes['/volume/v3/project-1/volumes/detail'] = {
      body: { volumes: [hostVolume.volume, volume] },
    };
    const [cache, other] = await read('volume');
    expect(cache).toMatchObject({
      externalId: 'glance-cache-0007',
      attributes: { attachedTo: [], attachedToHosts: ['ctl-02'] },
    });
    expect(other.externalId).toBe(volume.id);
    expect(problems).toEqual([]);
  });

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
  ] as const;

  it.each(lists)(
    'leaves out a %s that does not parse, says which, and lists none twice',
    async (kind, path, name, row, odd) => {
      routes[path] = {
        body: {
          [name]: [{ ...row, ...odd, id: 'odd' }, row, row, 'nonsense'],
        },
      };
      routes['/image/v2/images/'] = { status: 404 };
      const rows = await read(kind);
      expect(rows.map(item => item.externalId)).toEqual([row.id]);
      expect(problems).toEqual([
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
      routes[path] = { body: { [name]: [blank] } };
      const rows = await read(kind);
      expect(rows.map(item => item.externalId)).toEqual([row.id]);
      expect(problems).toEqual([]);
    },
  );

  it('keeps what is known of a network while one of its ranges can not be read', async () => {
    routes['/network/v2.0/networks'] = {
      body: { networks: [lan, { ...lan, id: 'other' }] },
    };
    routes['/network/v2.0/subnets'] = {
      body: { subnets: [{ id: 's1', network_id: lan.id, cidr: null }] },
    };
    expect((await read('network')).map(row => row.externalId)).toEqual([
      'other',
    ]);
    expect(problems.map(problem => problem.externalId)).toEqual([lan.id]);
  });

  it('reads servers although nobody tells their groups, their faults or the names of their images', async () => {
    const broken = { ...server, id: 'broken', status: 'ERROR' };
    routes['/compute/v2.1/servers/detail'] = {
      body: { servers: [server, broken] },
    };
    routes['/compute/v2.1/servers/broken'] = { status: 500, body: 'no luck' };
    routes['/compute/v2.1/os-server-groups'] = { status: 500, body: 'no luck' };
    routes[`/image/v2/images/${server.image.id}`] = { body: { id: 7 } };
    expect(await read('instance')).toHaveLength(2);
    expect(problems.map(problem => problem.externalId)).toEqual([
      undefined,
      'broken',
    ]);
  });

  describe('hypervisors', () => {
    const hosts = (...rows: object[]) => {
      routes['/compute/v2.1/os-hypervisors/detail'] = paged(
        'hypervisors',
        rows as Array<{ id: string }>,
      );
    };
    const placement = (providers: object[], ...summaries: string[]) => {
      routes['/placement/resource_providers'] = {
        body: { resource_providers: providers },
      };
      routes['/placement/allocation_candidates'] = {
        body: {
          provider_summaries: Object.fromEntries(
            summaries.map(uuid => [uuid, summary(uuid)]),
          ),
        },
      };
    };

    it('asks Placement about none of the nodes of bare metal', async () => {
      const [kvm, node] = withIronic.resource_providers;
      const nodes = Array.from({ length: 300 }, (_, n) => `bm-${n}`);
      hosts(
        hypervisor(kvm.uuid),
        ...nodes.map(id => hypervisor(id, { hypervisor_type: 'ironic' })),
      );
      placement(
        [
          kvm,
          ...nodes.map(id => ({ ...node, ...root(id) })),
          { ...root('shared-storage') },
        ],
        kvm.uuid,
      );
      routes[`/placement/resource_providers/${kvm.uuid}/inventories`] = {
        body: stock,
      };
      const [row, ...rest] = await read('hypervisor');
      expect(row.capacity?.deliverable.vcpus).toBe(8);
      expect(rest).toEqual([]);
      await devices();
      expect(asked().filter(path => path.startsWith('/placement'))).toEqual([
        '/placement/resource_providers',
        '/placement/allocation_candidates',
        `/placement/resource_providers/${kvm.uuid}/inventories`,
        // the inventory is known when the GPUs are read
        '/placement/resource_providers',
        '/placement/allocation_candidates',
      ]);
      expect(problems).toEqual([]);
    });

    it('lives with a provider that vanishes while they are read', async () => {
      const [kvm, gone] = vanished.resource_providers;
      hosts(hypervisor(kvm.uuid), hypervisor(gone.uuid));
      placement([
        kvm,
        gone,
        { ...root('child'), root_provider_uuid: kvm.uuid },
      ]);
      for (const what of ['inventories', 'usages', 'traits']) {
        routes[`/placement/resource_providers/${kvm.uuid}/${what}`] = {
          body: { ...stock, usages: { VCPU: 8 }, traits: [] },
        };
        routes[`/placement/resource_providers/${gone.uuid}/${what}`] =
          vanished['GET /resource_providers/gone/inventories'];
      }
      const rows = await read('hypervisor');
      expect(
        rows.map(row => [row.externalId, row.capacity?.allocated.vcpus]),
      ).toEqual([
        [kvm.uuid, 8],
        [gone.uuid, undefined],
      ]);
      expect(await devices()).toEqual([]);
      expect(
        await provider.inventory.get('hypervisor', gone.uuid, options()),
      ).toBeUndefined();
      expect(problems).toEqual([]);
    });

    it('keeps what is known of one whose capacity can not be read', async () => {
      hosts(hypervisor('good'), hypervisor('bad'), hypervisor('good'));
      placement(
        [root('good'), root('bad'), { uuid: 'odd' }, { name: 'x' }],
        'good',
        'bad',
      );
      routes['/placement/resource_providers/good/inventories'] = {
        body: stock,
      };
      routes['/placement/resource_providers/bad/inventories'] = {
        body: { inventories: { VCPU: { total: 'many' } } },
      };
      const rows = await read('hypervisor');
      expect(rows.map(row => row.externalId)).toEqual(['good']);
      expect(problems.map(problem => problem.externalId)).toEqual([
        undefined,
        'bad',
      ]);
    });

    it('calls their accelerators as flavors and GPUs do, and tells those that nobody has named', async () => {
      provider = new OpenStackProvider(
        cloud.connect({ gpuModels: { VGPU: 'nvidia-l40s' } }),
      );
      hosts(hypervisor('gpu'));
      placement([root('gpu')], 'gpu');
      const card = { total: 2, reserved: 0, allocation_ratio: 1 };
      routes['/placement/resource_providers/gpu/inventories'] = {
        body: {
          inventories: {
            VGPU: card,
            CUSTOM_PCI_10DE_20B5: card,
            CUSTOM_PCI_10DE_FFFF: card,
            CUSTOM_A30: card,
            PGPU: { ...card, total: 0 },
          },
        },
      };
      routes['/compute/v2.1/flavors/detail'] = {
        body: {
          flavors: [
            {
              ...flavor,
              extra_specs: {
                'resources:VGPU': '1',
                'resources:CUSTOM_PCI_10DE_20B5': '1',
                'pci_passthrough:alias': 't4:1',
              },
            },
          ],
        },
      };
      const models = ['nvidia-a100-pcie-80gb', 'nvidia-l40s/vgpu'];
      const [row] = await read('hypervisor');
      expect(Object.keys(row.capacity?.total.gpus ?? {}).sort()).toEqual(
        models,
      );
      expect(row.attributes.unknownAccelerators).toEqual([
        'CUSTOM_A30',
        'CUSTOM_PCI_10DE_FFFF',
      ]);
      const found = await devices();
      expect(found.map(one => [one.model, one.form]).sort()).toEqual([
        [models[0], 'whole'],
        [models[1], 'shared'],
      ]);
      const [offer] = await read('flavor');
      expect(Object.keys(offer.vector?.gpus ?? {}).sort()).toEqual(models);
      expect(offer.attributes.unknownAccelerators).toEqual([
        'pci_passthrough:alias=t4',
      ]);
    });

    it('knows the classes of nodes of bare metal for no accelerators', async () => {
      cloud.state.endpoints.baremetal = '/baremetal';
      routes['/baremetal/v1/'] = {
        body: { id: 'v1', version: versions.response.body.versions[0] },
      };
      routes['/baremetal/v1/nodes/detail'] = {
        body: { nodes: ironicNodes.response.body.nodes },
      };
      const [{ resource_class: nodeClass }] = ironicNodes.response.body.nodes;
      const name = nodeClass.toUpperCase().replace(/-/g, '_');
      const own = {
        ...flavor,
        extra_specs: { [`resources:CUSTOM_${name}`]: '1' },
      };
      routes['/compute/v2.1/flavors/detail'] = { body: { flavors: [own] } };
      routes[`/compute/v2.1/flavors/${flavor.id}`] = { body: { flavor: own } };
      const [row] = await read('flavor');
      expect(row.attributes).not.toHaveProperty('unknownAccelerators');
      expect(
        await provider.inventory.get('flavor', flavor.id, options()),
      ).toEqual(row);
    });

    it('reads full hosts in bulk too, where they have memory left', async () => {
      hosts(hypervisor('full'));
      placement([root('full')]);
      routes['/placement/allocation_candidates'] = url => ({
        body: {
          provider_summaries:
            url.searchParams.get('resources') === 'MEMORY_MB:1'
              ? { full: summary('full') }
              : {},
        },
      });
      routes['/placement/resource_providers/full/inventories'] = {
        body: stock,
      };
      const [row] = await read('hypervisor');
      expect(row.capacity?.allocated.vcpus).toBe(2);
      expect(asked().filter(path => path.includes('/full/'))).toHaveLength(1);
    });
  });

  describe('calls', () => {
    const many = <T extends object>(size: number, row: T) =>
      Array.from({ length: size }, (_, n) => ({ ...row, id: `id-${n}` }));

    it.each([
      ['hypervisor', 4],
      ['instance', 1],
      ['volume', 1],
      ['flavor', 1],
      ['image', 1],
      ['network', 1],
    ] as const)(
      'grow with the pages and not with the rows, of the kind %s',
      async (kind, listings) => {
        const catalogue = many(300, image);
        const counts: number[] = [];
        for (const size of [10, 60, 260]) {
          const summaries = Object.fromEntries(
            many(size, {}).map(({ id }) => [id, summary(id)]),
          );
          routes['/compute/v2.1/os-hypervisors/detail'] = paged(
            'hypervisors',
            kind === 'hypervisor' ? many(size, host) : [],
          );
          routes['/placement/resource_providers'] = {
            body: {
              resource_providers: many(size, {}).map(one => root(one.id)),
            },
          };
          routes['/placement/allocation_candidates'] = {
            body: { provider_summaries: summaries },
          };
          Object.assign(
            routes,
            Object.fromEntries(
              Object.keys(summaries).map(id => [
                `/placement/resource_providers/${id}/inventories`,
                { body: stock },
              ]),
            ),
          );
          routes['/compute/v2.1/servers/detail'] = paged(
            'servers',
            many(size, server).map((one, n) => ({
              ...one,
              image: { id: `deleted-${n}` },
            })),
          );
          routes['/volume/v3/project-1/volumes/detail'] = paged(
            'volumes',
            many(size, volume),
          );
          routes['/compute/v2.1/flavors/detail'] = paged(
            'flavors',
            many(size, flavor),
          );
          routes['/image/v2/images'] = paged(
            'images',
            catalogue.slice(0, kind === 'image' ? size : 10),
          );
          routes['/network/v2.0/networks'] = paged('networks', many(size, lan));
          provider = new OpenStackProvider(cloud.connect());
          expect(await read(kind)).toHaveLength(size);
          const before = cloud.calls().length;
          expect(await read(kind)).toHaveLength(size);
          counts.push(cloud.calls().length - before);
        }
        const [few, page, pages] = counts;
        expect(few).toBe(page);
        expect(pages - page).toBeLessThanOrEqual(listings);
      },
    );
  });
});
