import withIronic from '../__fixtures__/cases/05-placement-with-ironic.json';
import vanished from '../__fixtures__/cases/06-placement-provider-gone.json';
import {
  hypervisor,
  readCloud,
  root,
  stock,
  summary,
  type ReadCloud,
} from '../testing/readCloud';

describe('hypervisors', () => {
  let reading: ReadCloud;

  beforeEach(async () => {
    reading = await readCloud();
  });
  afterEach(() => reading.cloud.close());

  it('asks Placement about none of the nodes of bare metal', async () => {
    const [kvm, node] = withIronic.resource_providers;
    const nodes = Array.from({ length: 300 }, (_, n) => `bm-${n}`);
    reading.hosts(
      hypervisor(kvm.uuid),
      ...nodes.map(id => hypervisor(id, { hypervisor_type: 'ironic' })),
    );
    reading.placement(
      [
        kvm,
        ...nodes.map(id => ({ ...node, ...root(id) })),
        { ...root('shared-storage') },
      ],
      kvm.uuid,
    );
    reading.inventories(kvm.uuid);
    const [row, ...rest] = await reading.read('hypervisor');
    expect(row.capacity?.deliverable.vcpus).toBe(8);
    expect(rest).toEqual([]);
    await reading.devices();
    expect(
      reading.asked().filter(path => path.startsWith('/placement')),
    ).toEqual([
      '/placement/resource_providers',
      '/placement/allocation_candidates',
      `/placement/resource_providers/${kvm.uuid}/inventories`,
      // the inventory is known when the GPUs are read
      '/placement/resource_providers',
      '/placement/allocation_candidates',
    ]);
    expect(reading.problems).toEqual([]);
  });

  it('lives with a provider that vanishes while they are read', async () => {
    const [kvm, gone] = vanished.resource_providers;
    reading.hosts(hypervisor(kvm.uuid), hypervisor(gone.uuid));
    reading.placement([
      kvm,
      gone,
      { ...root('child'), root_provider_uuid: kvm.uuid },
    ]);
    for (const what of ['inventories', 'usages', 'traits']) {
      reading.routes[`/placement/resource_providers/${kvm.uuid}/${what}`] = {
        body: { ...stock, usages: { VCPU: 8 }, traits: [] },
      };
      reading.routes[`/placement/resource_providers/${gone.uuid}/${what}`] =
        vanished['GET /resource_providers/gone/inventories'];
    }
    const rows = await reading.read('hypervisor');
    expect(
      rows.map(row => [row.externalId, row.capacity?.allocated.vcpus]),
    ).toEqual([
      [kvm.uuid, 8],
      [gone.uuid, undefined],
    ]);
    expect(await reading.devices()).toEqual([]);
    expect(
      await reading
        .provider()
        .inventory.get('hypervisor', gone.uuid, reading.options()),
    ).toBeUndefined();
    expect(reading.problems).toEqual([]);
  });

  it('keeps what is known of one whose capacity can not be read', async () => {
    reading.hosts(hypervisor('good'), hypervisor('bad'), hypervisor('good'));
    reading.placement(
      [root('good'), root('bad'), { uuid: 'odd' }, { name: 'x' }],
      'good',
      'bad',
    );
    reading.inventories('good');
    reading.inventories('bad', { inventories: { VCPU: { total: 'many' } } });
    const rows = await reading.read('hypervisor');
    expect(rows.map(row => row.externalId)).toEqual(['good']);
    expect(reading.problems.map(problem => problem.externalId)).toEqual([
      undefined,
      'bad',
    ]);
  });

  it.each(['MEMORY_MB', 'DISK_GB'])(
    'reads full hosts in bulk too, where they have some %s left',
    async resource => {
      reading.hosts(hypervisor('full'));
      reading.placement([root('full')]);
      reading.routes['/placement/allocation_candidates'] = url => ({
        body: {
          provider_summaries:
            url.searchParams.get('resources') === `${resource}:1`
              ? { full: summary('full') }
              : {},
        },
      });
      reading.inventories('full');
      const [row] = await reading.read('hypervisor');
      expect(row.capacity?.allocated.vcpus).toBe(2);
      expect(
        reading.asked().filter(path => path.includes('/full/')),
      ).toHaveLength(1);
    },
  );
});
