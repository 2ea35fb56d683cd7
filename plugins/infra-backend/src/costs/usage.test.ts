import { GiB, vector } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import fc from 'fast-check';
import { createTestDatabases } from '../__testUtils__/databases';
import { connectDatabase } from '../database/migrate';
import { KnexInventoryStore } from '../inventory/KnexInventoryStore';
import { KnexUsageStore } from './KnexUsageStore';
import { UsageDays } from './UsageDays';
import { UsageLog } from './UsageLog';

const databases = createTestDatabases();
const signal = new AbortController().signal;

const SOURCE = { provider: 'p1', site: 's1' };
const SHOP = { name: 'shop-dev', owner: 'group:default/shop' };
const HOUR = 3600_000;
const START = Date.parse('2026-11-10T22:00:00Z');

const item = (changes: Partial<InventoryItem> = {}): InventoryItem => ({
  kind: 'instance',
  externalId: '1',
  name: 'vm',
  status: 'active',
  projectExternalId: 't1',
  vector: vector({ vcpus: 2, memoryBytes: 4 * GiB, gpus: { 'nvidia-l4': 1 } }),
  attributes: {},
  ...changes,
});

describe.each(databases.eachSupportedId())('use (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    const clock = { now: START };
    const inventory = new KnexInventoryStore(
      knex,
      60_000,
      () => new Date(clock.now),
    );
    const log = new UsageLog(knex);
    const days = new UsageDays(knex, () => clock.now);
    const usage = new KnexUsageStore(knex);
    const follow = async () => {
      while (await log.catchUp());
    };
    const told = async (from = '2026-01-01') => {
      await days.addUp(signal);
      return (await usage.days(from, '2027-01-01', 'all')).sort((a, b) =>
        a.day.localeCompare(b.day),
      );
    };
    await inventory.assignTenant({ provider: 'p1', externalId: 't1' }, SHOP);
    await knex('infra_projects').insert({
      name: SHOP.name,
      description: '',
      environment: 'dev',
      owner: SHOP.owner,
      state: 'active',
      quota: '{}',
      created_at: '',
    });
    await knex('infra_project_bindings').insert({
      project: SHOP.name,
      provider: 'p1',
      external_id: 't1',
    });
    return { knex, clock, inventory, follow, told, usage, days };
  }

  it('is counted to the second, from day to day', async () => {
    const { clock, inventory, follow, told } = await setUp();
    await inventory.upsert(SOURCE, [item()]);
    await follow();
    clock.now += 3.5 * HOUR;
    await inventory.upsert(SOURCE, [item({ status: 'shelved' })]);
    await follow();
    clock.now += HOUR;
    expect(await told('2026-11-10')).toEqual([
      {
        day: '2026-11-10',
        project: 'shop-dev',
        owner: SHOP.owner,
        used: {
          vcpuHours: 4,
          memoryGiBHours: 8,
          storageGiBHours: 0,
          gpuHours: { 'nvidia-l4': 2 },
          machineDays: 0,
        },
      },
      {
        day: '2026-11-11',
        project: 'shop-dev',
        owner: SHOP.owner,
        used: {
          vcpuHours: 3,
          memoryGiBHours: 6,
          storageGiBHours: 0,
          gpuHours: { 'nvidia-l4': 1.5 },
          machineDays: 0,
        },
      },
    ]);
  });

  it('begins when a thing was made, not when it was first seen', async () => {
    const { inventory, follow, told } = await setUp();
    await inventory.upsert(SOURCE, [
      item({ createdAt: '2026-11-10T12:00:00.000Z' }),
    ]);
    await follow();
    expect(await told()).toMatchObject([{ used: { vcpuHours: 20 } }]);
  });

  it('begins anew, and not when it was made, for what was away', async () => {
    const { clock, inventory, follow, told } = await setUp();
    const made = item({ createdAt: '2026-11-10T21:00:00.000Z' });
    await inventory.upsert(SOURCE, [made]);
    await follow();
    await inventory.remove(['instance:p1/1']);
    await follow();
    clock.now += HOUR;
    await inventory.upsert(SOURCE, [made]);
    await follow();
    clock.now += HOUR / 2;
    expect(await told()).toMatchObject([{ used: { vcpuHours: 3 } }]);
  });

  it('of machines is counted in days of whole ones, and of the platform not at all', async () => {
    const { clock, inventory, follow, told } = await setUp();
    const machine = (externalId: string, changes: Partial<InventoryItem>) =>
      item({ kind: 'machine', externalId, status: 'deployed', ...changes });
    await inventory.upsert(SOURCE, [
      machine('m1', {}),
      machine('m2', { projectExternalId: undefined }),
      machine('m3', { status: 'ready' }),
    ]);
    await follow();
    clock.now += 1.5 * HOUR;
    expect(await told()).toMatchObject([
      { project: 'shop-dev', used: { machineDays: 1.5 / 24, vcpuHours: 0 } },
    ]);
  });

  it('is told to those only who may see the project', async () => {
    const { clock, inventory, follow, told, usage } = await setUp();
    await inventory.upsert(SOURCE, [item()]);
    await follow();
    clock.now += HOUR;
    await told();
    const of = (owner: string) =>
      usage.days('2026-01-01', '2027-01-01', {
        anyOf: [{ column: 'owner', values: [owner] }],
      } as never);
    expect(await of(SHOP.owner)).toHaveLength(1);
    expect(await of('group:default/other')).toEqual([]);
    expect(await usage.days('2026-01-01', '2027-01-01', 'none')).toEqual([]);
  });

  it('equals what a count of each second gives, whatever happens', async () => {
    const step = fc.record({
      minutes: fc.integer({ min: 1, max: 900 }),
      does: fc.constantFrom('write', 'remove', 'give', 'take'),
      vcpus: fc.integer({ min: 0, max: 4 }),
      status: fc.constantFrom('active', 'stopped', 'shelved', 'error'),
      id: fc.constantFrom('1', '2'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        async steps => {
          const { knex, clock, inventory, follow, told } = await setUp();
          const held = new Map<string, { vcpus: number; whose: string }>();
          const there = new Map<string, { vcpus: number; status: string }>();
          let given = true;
          const expected = new Map<string, number>();
          const pass = (minutes: number) => {
            for (let minute = 0; minute < minutes; minute++) {
              const day = new Date(clock.now).toISOString().slice(0, 10);
              for (const { vcpus, whose } of held.values()) {
                const key = `${day} ${whose}`;
                expected.set(key, (expected.get(key) ?? 0) + vcpus / 60);
              }
              clock.now += 60_000;
            }
          };
          for (const { minutes, does, vcpus, status, id } of steps) {
            pass(minutes);
            if (does === 'write') {
              await inventory.upsert(SOURCE, [
                item({ externalId: id, status, vector: vector({ vcpus }) }),
              ]);
              there.set(id, { vcpus, status });
            } else if (does === 'remove') {
              await inventory.remove([`instance:p1/${id}`]);
              there.delete(id);
            } else {
              given = does === 'give';
              await inventory.assignTenant(
                { provider: 'p1', externalId: 't1' },
                given ? SHOP : null,
              );
              await knex('infra_project_bindings').update({
                external_id: given ? 't1' : 'other',
              });
            }
            held.clear();
            for (const [key, one] of there) {
              if (['active', 'stopped'].includes(one.status)) {
                held.set(key, {
                  vcpus: one.vcpus,
                  whose: given ? 'shop-dev' : 'null',
                });
              }
            }
            await follow();
            if (minutes % 3 === 0) {
              await told();
            }
          }
          pass(90);
          const days = await told();
          const got = new Map(
            days
              .filter(one => one.used.vcpuHours > 0)
              .map(one => [`${one.day} ${one.project}`, one.used.vcpuHours]),
          );
          const counted = [...expected].filter(([, hours]) => hours > 0);
          expect([...got.keys()].sort()).toEqual(
            counted.map(([key]) => key).sort(),
          );
          for (const [key, hours] of counted) {
            expect(got.get(key)).toBeCloseTo(hours, 6);
          }
        },
      ),
      { numRuns: engine === 'SQLITE_3' ? 20 : 5 },
    );
  });
});
