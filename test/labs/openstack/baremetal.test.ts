import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { GiB, MiB } from '@ironstage/plugin-infra-common';
import { OpenStackProvider } from '@ironstage/plugin-infra-backend-module-openstack';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { labCloud, labConfig } from './labCloud';
import { labWitness, type LabWitness } from './labWitness';

const lab = labCloud();
const patient = () => ({ signal: new AbortController().signal });

// eslint-disable-next-line jest/no-disabled-tests -- skipped where there is no lab, and says so
(lab ? describe : describe.skip)('machines of a real Ironic', () => {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  let provider: OpenStackProvider;
  let witness: LabWitness;

  beforeAll(async () => {
    provider = OpenStackProvider.create(labConfig(lab!), logger);
    witness = await labWitness(lab!);
  });

  async function read(
    kind: 'machine' | 'hypervisor' | 'instance',
  ): Promise<InventoryItem[]> {
    const rows: InventoryItem[] = [];
    for await (const page of provider.inventory.pages(kind, patient())) {
      rows.push(...page);
    }
    return rows;
  }

  async function machine(name: string): Promise<InventoryItem> {
    const found = (await read('machine')).find(row => row.name === name);
    if (!found) {
      throw new Error(`no machine ${name}`);
    }
    return found;
  }

  async function until<T>(
    ask: () => Promise<T>,
    fits: (value: T) => boolean,
  ): Promise<T> {
    const end = Date.now() + 150_000;
    for (;;) {
      const value = await ask();
      if (fits(value)) {
        return value;
      }
      if (Date.now() > end) {
        throw new Error(`still ${JSON.stringify(value)}`);
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }

  it('have a status for each state that Ironic brings them to', async () => {
    const rows = await read('machine');
    const known = rows
      .map(({ name, status, attributes: { provisionState, powerState } }) => [
        name,
        status,
        provisionState,
        powerState,
      ])
      .sort();
    expect(known).toEqual([
      ['bm-1', 'ready', 'available', 'off'],
      ['bm-2', 'deployed', 'active', 'on'],
      ['bm-3', 'new', 'manageable', 'unknown'],
      ['bm-4', 'new', 'enroll', 'unknown'],
      ['bm-5', 'broken', 'available', 'unknown'],
      ['bm-6', 'failed', 'clean failed', 'unknown'],
      ['bm-7', 'retired', 'manageable', 'unknown'],
    ]);
    expect((await machine('bm-5')).attributes.fault).toBe('fan 3 is loud');
    // Ironic 39 forgets its own words for it after a while
    expect((await machine('bm-6')).attributes.fault).toMatch(
      /^(Cannot clean node .*: node does not support this clean step|It failed its cleaning: )/,
    );
  });

  it('are told with what they are made of and what others know them by', async () => {
    const full = await machine('bm-1');
    expect(full).toMatchObject({
      vector: {
        vcpus: 64,
        memoryBytes: 524288 * MiB,
        storageBytes: 3000 * GiB,
      },
      attributes: {
        hostname: 'bm-1',
        macs: ['52:54:00:aa:01:01', '52:54:00:aa:01:02'],
        bmcAddress: '192.0.2.11',
        architecture: 'x86_64',
        rack: 'r1',
        serial: 'LAB0001',
        powerType: 'fake-hardware',
        resourceClass: 'metal',
        tags: ['CUSTOM_NVME', 'HW_CPU_X86_VMX'],
      },
    });
    expect(JSON.stringify(full)).not.toMatch(/password|loopback-only-bmc/);
    const bare = await machine('bm-4');
    expect(bare.vector).toMatchObject({ vcpus: 0, memoryBytes: 0 });
    expect(bare.attributes).not.toHaveProperty('resourceClass');
    expect(bare.attributes.macs).toEqual([]);
  });

  it('are hosts to Nova and not to us', async () => {
    const { hypervisors } = await witness.get(
      'compute',
      '/os-hypervisors/detail',
    );
    const theirs = hypervisors
      .filter(
        (one: { hypervisor_type: string }) => one.hypervisor_type === 'ironic',
      )
      .map((one: { id: string }) => one.id);
    const node = await machine('bm-1');
    expect(theirs).toContain(node.externalId);
    const ours = (await read('hypervisor')).map(host => host.externalId);
    expect(ours.filter(id => theirs.includes(id))).toEqual([]);
    await expect(
      provider.inventory.get('hypervisor', node.externalId, patient()),
    ).resolves.toBeUndefined();
  });

  it('say which server Nova has put on them, and are free again when it goes', async () => {
    const { flavors } = await witness.get('compute', '/flavors');
    const { images } = await witness.get('image', '/images?name=tiny');
    const flavor = flavors.find(
      (one: { name: string }) => one.name === 'metal',
    );
    // the resource tracker offers a node a minute after it became free
    const { server } = await until(
      async () => {
        const made = await witness.post('compute', '/servers', {
          server: {
            name: `metal-${randomUUID().slice(0, 8)}`,
            flavorRef: flavor.id,
            imageRef: images[0].id,
            networks: 'none',
          },
        });
        const path = `/servers/${made.server.id}`;
        const settled = await until(
          () => witness.get('compute', path),
          ({ server: one }) => one.status !== 'BUILD',
        );
        if (settled.server.status !== 'ACTIVE') {
          await witness.remove('compute', path);
        }
        return settled;
      },
      ({ server: one }) => one.status === 'ACTIVE',
    );
    try {
      const used = await machine('bm-1');
      expect(used.status).toBe('deployed');
      expect(used.attributes.instance).toBe(server.id);
      const row = (await read('instance')).find(
        one => one.externalId === server.id,
      );
      expect(row).toMatchObject({ status: 'active' });
      // a machine is no hypervisor: what runs on it is told by the machine
      expect(row).not.toHaveProperty('hostExternalId', used.externalId);
    } finally {
      await witness.remove('compute', `/servers/${server.id}`);
    }
    const free = await until(
      () => machine('bm-1'),
      one => one.status === 'ready',
    );
    expect(free.attributes).not.toHaveProperty('instance');
  });
});
