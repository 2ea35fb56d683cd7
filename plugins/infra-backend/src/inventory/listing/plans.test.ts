import {
  resourceQuerySchema,
  RESOURCE_SORTS,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/databases';
import { isSqlite } from '../../database/engine';
import type { Visibility } from '../../database/criteria';
import { connectDatabase } from '../../database/migrate';
import { KnexInventoryStore } from '../KnexInventoryStore';

const databases = createTestDatabases();

const TEAM = 'group:default/a';

const visibilities: Array<[string, Visibility]> = [
  ['an SRE', 'all'],
  [
    'a developer',
    {
      anyOf: [
        { column: 'owner', values: [TEAM] },
        { column: 'shared', values: [1] },
      ],
    },
  ],
];

const queries = [
  ...RESOURCE_SORTS.flatMap(sort => [
    { sort, kind: 'instance' },
    { sort: `-${sort}`, kind: 'instance', offset: 100 },
    { sort },
  ]),
  { kind: 'instance', provider: 'p1' },
  { kind: 'instance', status: 'stopped' },
  { kind: 'instance', project: 'x-dev' },
  { kind: 'instance', owner: TEAM },
  { q: '10.0.4.7' },
  { kind: 'instance', q: 'vm-00123' },
  { q: 'vm-' },
  { q: 'vm-03' },
  { q: 'vm-03', sort: 'status' },
];

function items(): InventoryItem[] {
  return Array.from({ length: 4000 }, (_, n) => ({
    kind: n % 10 === 0 ? ('image' as const) : ('instance' as const),
    externalId: `${n}`,
    name: `vm-${String((n * 7919) % 4000).padStart(5, '0')}`,
    status: n % 7 === 0 ? 'stopped' : 'active',
    projectExternalId: `t${n % 3}`,
    attributes: { addresses: [`10.0.${n >> 8}.${n & 255}`], shared: true },
    createdAt: `2026-01-${10 + (n % 15)}T00:00:00Z`,
  }));
}

/** What each statement of some work would read, as the engine says. */
async function plansOf(knex: Knex, work: () => Promise<unknown>) {
  const asked: Array<{ sql: string; bindings: unknown[] }> = [];
  const note = ({ sql, bindings }: { sql: string; bindings: unknown[] }) =>
    asked.push({ sql, bindings });
  knex.on('query', note);
  await work();
  knex.removeListener('query', note);
  const plans: string[] = [];
  // the table of counts is small, and read whole on purpose
  for (const { sql, bindings } of asked.filter(one =>
    /infra_resources\b/.test(one.sql),
  )) {
    plans.push(
      isSqlite(knex)
        ? await planOfSqlite(knex, sql, bindings)
        : await planOfPostgres(knex, sql, bindings),
    );
  }
  return plans;
}

async function planOfSqlite(knex: Knex, sql: string, bindings: unknown[]) {
  const rows: Array<{ detail: string }> = await knex.raw(
    `explain query plan ${sql}`,
    bindings as Knex.RawBinding[],
  );
  return [sql, ...rows.map(row => row.detail)].join('\n');
}

async function planOfPostgres(knex: Knex, sql: string, bindings: unknown[]) {
  return knex.transaction(async tx => {
    // so few rows are read from end to end and sorted for choice; what can be done otherwise then is
    for (const way of ['seqscan', 'bitmapscan', 'sort']) {
      await tx.raw(`set local enable_${way} = off`);
    }
    const text = sql.replace(/\$\d+/g, '?');
    const { rows } = await tx.raw(
      `explain ${text}`,
      bindings as Knex.RawBinding[],
    );
    return [
      sql,
      ...rows.map((row: Record<string, string>) => row['QUERY PLAN']),
    ].join('\n');
  });
}

/** Reading the inventory from end to end. */
const FULL_SCAN = [
  /SCAN r$/m,
  /SCAN infra_resources$/m,
  /Seq Scan on infra_resources/,
];

/** Sorting the inventory's own rows, instead of the few of a slice. */
const WHOLE_SORT = [
  /(SEARCH|SCAN) [rl] .*\nUSE TEMP B-TREE FOR ORDER BY$/m,
  /^(\s+->\s+)?Sort /m,
];

describe.each(databases.eachSupportedId())('plans of lists (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    const store = new KnexInventoryStore(knex, 60_000, undefined, {
      gathered: 200,
      few: 500,
    });
    await store.upsert({ provider: 'p1', site: 's1' }, items());
    await store.assignTenant(
      { provider: 'p1', externalId: 't0' },
      { name: 'x-dev', owner: TEAM },
    );
    await store.tidy(new AbortController().signal);
    await knex.raw('analyze');
    return { knex, store };
  }

  it('never read the whole inventory, nor sort it', async () => {
    const { knex, store } = await setUp();
    const bad: string[] = [];
    for (const [who, visibility] of visibilities) {
      for (const input of queries) {
        const query = resourceQuerySchema.parse(input);
        const plans = await plansOf(knex, async () => {
          const { next } = await store.list(query, visibility);
          await store.list(
            { ...query, offset: 0, after: next ?? undefined },
            visibility,
          );
          await store.facets({ q: query.q, kind: query.kind }, visibility);
        });
        bad.push(
          ...plans
            .filter(
              plan =>
                FULL_SCAN.some(pattern => pattern.test(plan)) ||
                (!plan.startsWith('with') &&
                  WHOLE_SORT.some(pattern => pattern.test(plan))),
            )
            .map(plan => `${JSON.stringify(input)} of ${who}:\n${plan}`),
        );
      }
    }
    expect(bad).toEqual([]);
  });

  it('find what a developer has by its owner, not by its kind', async () => {
    const { knex, store } = await setUp();
    const query = resourceQuerySchema.parse({ kind: 'instance' });
    const mine: Visibility = {
      anyOf: [
        { column: 'owner', values: ['group:default/b'] },
        { column: 'shared', values: [1] },
      ],
    };
    const plans = await plansOf(knex, () => store.list(query, mine));

    expect(plans).toEqual([
      expect.stringMatching(/infra_resources_(kind_owner|shared)/),
    ]);
    expect(plans.join()).not.toContain('infra_resources_kind_name');
  });

  it('would be seen reading the whole inventory', async () => {
    const { knex } = await setUp();
    const [plan] = await plansOf(knex, () =>
      knex('infra_resources as r').where('r.zone', 'x').orderBy('r.zone'),
    );
    expect(FULL_SCAN.some(pattern => pattern.test(plan))).toBe(true);
  });
});
