import {
  paged,
  readCloud,
  recorded,
  root,
  stock,
  summary,
  type ReadCloud,
} from '../testing/readCloud';

const { host, server, flavor, image, volume, network, node } = recorded;

const many = <T extends object>(size: number, row: T) =>
  Array.from({ length: size }, (_, n) => ({ ...row, id: `id-${n}` }));

describe('calls of a reading', () => {
  let reading: ReadCloud;

  beforeEach(async () => {
    reading = await readCloud();
  });
  afterEach(() => reading.cloud.close());

  /** What a reading costs when the portal has read the cloud once. */
  async function cost(kind: Parameters<ReadCloud['read']>[0], size: number) {
    reading.connect();
    expect(await reading.read(kind)).toHaveLength(size);
    const before = reading.cloud.calls().length;
    expect(await reading.read(kind)).toHaveLength(size);
    return reading.cloud.calls().length - before;
  }

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
      const { routes } = reading;
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
        for (const id of Object.keys(summaries)) {
          reading.inventories(id);
        }
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
        routes['/network/v2.0/networks'] = paged(
          'networks',
          many(size, network),
        );
        counts.push(await cost(kind, size));
      }
      const [few, page, pages] = counts;
      expect(few).toBe(page);
      expect(pages - page).toBeLessThanOrEqual(listings);
    },
  );

  it('do not grow with hosts that are full of everything', async () => {
    const counts: number[] = [];
    for (const size of [5, 40]) {
      const ids = many(size, {}).map(one => one.id);
      reading.hosts(...many(size, host));
      reading.placement(ids.map(root));
      for (const id of ids) {
        for (const what of ['inventories', 'usages', 'traits']) {
          reading.routes[`/placement/resource_providers/${id}/${what}`] = {
            body: { ...stock, usages: { VCPU: 8 }, traits: [] },
          };
        }
      }
      counts.push(await cost('hypervisor', size));
    }
    expect(counts[1]).toBe(counts[0]);
  });

  it('read a full host again when its generation has changed', async () => {
    const usages = '/placement/resource_providers/id-0/usages';
    reading.hosts(...many(1, host));
    reading.placement([root('id-0')]);
    reading.inventories('id-0');
    reading.routes['/placement/resource_providers/id-0/traits'] = {
      body: { traits: [] },
    };
    const vcpus: Array<number | undefined> = [];
    for (const [generation, used] of [
      [1, 7],
      [1, 8],
      [2, 8],
    ]) {
      reading.placement([{ ...root('id-0'), generation }]);
      reading.routes[usages] = { body: { usages: { VCPU: used } } };
      const [row] = await reading.read('hypervisor');
      vcpus.push(row.capacity?.allocated.vcpus);
    }
    expect(vcpus).toEqual([7, 7, 8]);
  });

  it('ask for the faults of a few servers in ERROR at a time, until all are known', async () => {
    const broken = many(12, server).map(one => ({
      ...one,
      image: '',
      status: 'ERROR',
    }));
    reading.routes['/compute/v2.1/servers/detail'] = {
      body: { servers: broken },
    };
    for (const one of broken) {
      reading.routes[`/compute/v2.1/servers/${one.id}`] = {
        body: { server: { ...one, fault: { message: 'No room', code: 500 } } },
      };
    }
    const known: number[] = [];
    for (const _ of [1, 2, 3, 4]) {
      const rows = await reading.read('instance');
      known.push(rows.filter(row => row.attributes.fault).length);
    }
    expect(known).toEqual([5, 10, 12, 12]);
    expect(
      reading.asked().filter(path => path.includes('/servers/id-')),
    ).toHaveLength(12);
  });

  it('ask Ironic for its classes once, however many pages of flavors and servers there are', async () => {
    reading.nodes({ ...node, resource_class: 'metal' });
    const extraSpecs = { 'resources:CUSTOM_METAL': '1' };
    reading.routes['/compute/v2.1/flavors/detail'] = paged(
      'flavors',
      many(401, { ...flavor, extra_specs: extraSpecs }),
    );
    reading.routes['/compute/v2.1/servers/detail'] = paged(
      'servers',
      many(401, {
        ...server,
        image: '',
        flavor: { ...server.flavor, extra_specs: extraSpecs },
      }),
    );
    const rows = [
      ...(await reading.read('flavor')),
      ...(await reading.read('instance')),
    ];
    expect(rows.filter(row => row.attributes.unknownAccelerators)).toEqual([]);
    expect(
      reading.asked().filter(path => path.endsWith('/nodes/detail')),
    ).toHaveLength(2);
  });
});
