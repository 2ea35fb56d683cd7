import { vector } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import fc from 'fast-check';
import { createTestDatabases } from '../__testUtils__/databases';
import { connectDatabase } from '../database/migrate';
import { HardwareRows } from './HardwareRows';
import { KnexInventoryStore } from './KnexInventoryStore';

const databases = createTestDatabases();
const SOURCE = { provider: 'os-1', site: 'eu1' };

function hypervisor(id: number, allocated: number): InventoryItem {
  return {
    kind: 'hypervisor',
    externalId: String(id),
    name: `n${id}`,
    status: 'up',
    capacity: {
      total: vector({ vcpus: 8 }),
      reserved: vector(),
      deliverable: vector({ vcpus: 8 }),
      allocated: vector({ vcpus: allocated }),
    },
    attributes: {},
  };
}

const machine = (id: number, status: string): InventoryItem => ({
  kind: 'machine',
  externalId: String(id),
  name: `m${id}`,
  status,
  vector: vector({ vcpus: 32 }),
  attributes: { role: 'gpu', pool: 'default', tags: ['ssd'] },
});

describe.each(databases.eachSupportedId())('HardwareRows (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    return { knex, store: new KnexInventoryStore(knex, 60_000) };
  }

  it('are what the inventory has after any changes, without reading what did not change', async () => {
    const { knex, store } = await setUp();
    const rows = new HardwareRows(knex);
    const change = fc.oneof(
      fc.record({
        put: fc.constant(true),
        id: fc.nat(6),
        allocated: fc.nat(8),
      }),
      fc.record({ put: fc.constant(false), id: fc.nat(6) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(change, fc.boolean()), { maxLength: 8 }),
        async changes => {
          for (const [one, isMachine] of changes) {
            const kind = isMachine ? 'machine' : 'hypervisor';
            if (!('allocated' in one)) {
              await store.remove([`${kind}:os-1/${one.id}`]);
            } else {
              const { id, allocated } = one;
              await store.upsert(SOURCE, [
                isMachine
                  ? machine(id, allocated > 4 ? 'ready' : 'deployed')
                  : hypervisor(id, allocated),
              ]);
            }
            const { hosts, machines } = await rows.all();
            expect(hosts).toEqual(await store.hosts());
            const fresh = new HardwareRows(knex);
            expect({ hosts, machines }).toEqual(await fresh.all());
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('tell role, pool and tags of machines', async () => {
    const { knex, store } = await setUp();
    await store.upsert(SOURCE, [machine(1, 'ready')]);
    expect((await new HardwareRows(knex).all()).machines).toEqual([
      {
        ref: 'machine:os-1/1',
        name: 'm1',
        provider: 'os-1',
        site: 'eu1',
        zone: null,
        status: 'ready',
        vector: vector({ vcpus: 32 }),
        role: 'gpu',
        pool: 'default',
        tags: ['ssd'],
      },
    ]);
  });

  it('are read once for all that ask at the same time, and not at all while nothing changes', async () => {
    const { knex, store } = await setUp();
    await store.upsert(SOURCE, [hypervisor(1, 1), hypervisor(2, 2)]);
    const rows = new HardwareRows(knex);
    let reads = 0;
    knex.on('query', ({ sql }: { sql: string }) => {
      reads += Number(/select .*capacity/.test(sql));
    });
    await Promise.all([rows.all(), rows.all(), rows.all()]);
    await rows.all();
    expect(reads).toBe(1);
  });
});
