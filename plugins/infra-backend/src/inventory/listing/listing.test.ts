import {
  resourceQuerySchema,
  type ResourceKind,
  type ResourceQuery,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/databases';
import type { Visibility } from '../../database/criteria';
import { connectDatabase } from '../../database/migrate';
import { KnexInventoryStore } from '../KnexInventoryStore';

const databases = createTestDatabases();

const KINDS: ResourceKind[] = ['instance', 'machine', 'flavor', 'volume'];
const OWNERS = ['group:default/a', 'group:default/b'];

/** What brute force compares with: the rows as they are, without any index or count. */
interface Plain {
  ref: string;
  kind: string;
  provider: string;
  site: string | null;
  status: string;
  project: string | null;
  owner: string | null;
  name: string;
  shared: number;
  search: string;
  created_at: string | null;
  lease: string | null;
}

const FIELDS: Record<string, keyof Plain> = {
  createdAt: 'created_at',
  leaseEndsAt: 'lease',
};

const compare = (a: string, b: string) => {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
};

type IsSeen = (row: Plain) => boolean;

function brute(rows: Plain[], query: ResourceQuery, isSeen: IsSeen) {
  const has = (name: 'kind' | 'provider' | 'status' | 'project' | 'owner') => {
    const wanted = query[name] as string[] | undefined;
    return (row: Plain) =>
      !wanted?.length || wanted.includes(row[name] as string);
  };
  const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const matching = rows
    .filter(has('kind'))
    .filter(has('provider'))
    .filter(has('status'))
    .filter(has('project'))
    .filter(has('owner'))
    .filter(row => words.every(word => row.search.includes(word)))
    .filter(isSeen);
  const descending = query.sort.startsWith('-');
  const field = query.sort.replace(/^-/, '');
  const column = FIELDS[field] ?? (field as keyof Plain);
  const isFacet = !['name', 'createdAt', 'leaseEndsAt'].includes(field);
  const tie = descending && !isFacet ? -1 : 1;
  return matching.sort((a, b) => {
    const [x, y] = [a[column] as string | null, b[column] as string | null];
    if ((x === null) !== (y === null)) {
      return x === null ? 1 : -1;
    }
    return (
      (descending ? -1 : 1) * compare(x ?? '', y ?? '') ||
      tie * compare(a.name, b.name) ||
      tie * compare(a.ref, b.ref)
    );
  });
}

const word = fc.constantFrom(
  ...['web', 'db', 'we', 'b-1', '10.0', 'web-12', 'x-dev', 'default/b'],
);

const arbitraryQuery = fc.record(
  {
    kind: fc.subarray(KINDS),
    provider: fc.subarray(['p1', 'p2']),
    status: fc.subarray(['active', 'stopped', 'error']),
    project: fc.subarray(['x-dev', 'y-prod']),
    owner: fc.subarray(OWNERS),
    q: fc.array(word, { maxLength: 2 }).map(words => words.join(' ')),
    sort: fc.constantFrom(
      ...['name', '-name', 'status', '-status', 'project', '-owner'],
      ...['createdAt', '-createdAt', 'leaseEndsAt', '-leaseEndsAt', 'kind'],
    ),
    limit: fc.integer({ min: 1, max: 7 }),
    offset: fc.integer({ min: 0, max: 30 }),
  },
  { requiredKeys: [] },
);

type Change =
  | {
      what: 'put';
      kind: ResourceKind;
      id: number;
      status: string;
      name: string;
    }
  | { what: 'remove'; kind: ResourceKind; id: number }
  | { what: 'assign'; tenant: string; project: 'x-dev' | 'y-prod' | null }
  | { what: 'lease'; kind: ResourceKind; id: number; day: number }
  | { what: 'tidy' }
  | { what: 'purge' };

const kindAndId = {
  kind: fc.constantFrom(...KINDS),
  id: fc.integer({ min: 0, max: 14 }),
};

const arbitraryChange: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant('put' as const),
      ...kindAndId,
      status: fc.constantFrom('active', 'stopped', 'error'),
      name: fc.constantFrom('web-1', 'web-12', 'db', 'Zed', 'ape'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('remove' as const),
      ...kindAndId,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('assign' as const),
      tenant: fc.constantFrom('t0', 't1', 't2'),
      project: fc.constantFrom('x-dev', 'y-prod', null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('lease' as const),
      ...kindAndId,
      day: fc.integer({ min: 10, max: 28 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('tidy' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('purge' as const) }) },
);

const providerOf = (id: number) => (id % 3 === 0 ? 'p2' : 'p1');
const refOf = (kind: string, id: number) => `${kind}:${providerOf(id)}/${id}`;

function itemOf(change: Extract<Change, { what: 'put' }>): InventoryItem {
  const { kind, id, status, name } = change;
  return {
    kind,
    externalId: `${id}`,
    name,
    status,
    projectExternalId: `t${id % 3}`,
    attributes: { addresses: [`10.0.0.${id}`] },
    createdAt: id % 4 === 0 ? undefined : `2026-01-${10 + (id % 5)}T00:00:00Z`,
  };
}

const OWNER_OF = { 'x-dev': OWNERS[0], 'y-prod': OWNERS[1] };

async function apply(knex: Knex, store: KnexInventoryStore, change: Change) {
  switch (change.what) {
    case 'put':
      await store.upsert(
        { provider: providerOf(change.id), site: `s${change.id % 2}` },
        [itemOf(change)],
      );
      return;
    case 'remove':
      await store.remove([refOf(change.kind, change.id)]);
      return;
    case 'assign':
      for (const provider of ['p1', 'p2']) {
        await store.assignTenant(
          { provider, externalId: change.tenant },
          change.project && {
            name: change.project,
            owner: OWNER_OF[change.project],
          },
        );
      }
      return;
    case 'lease':
      await knex('infra_leases')
        .insert({
          ref: refOf(change.kind, change.id),
          name: 'x',
          project: 'x-dev',
          requester: 'user:default/dana',
          operation_id: '1',
          started_at: '2026-01-01T00:00:00.000Z',
          ends_at: `2026-02-${change.day}T00:00:00.000Z`,
          grace_ends_at: '2026-03-01T00:00:00.000Z',
          state: change.day % 4 === 0 ? 'released' : 'active',
        })
        .onConflict('ref')
        .merge();
      return;
    case 'tidy':
      await store.tidy(new AbortController().signal);
      return;
    default:
      await store.purge(new Date(Date.now() + 1000).toISOString());
  }
}

async function plainRows(knex: Knex): Promise<Plain[]> {
  return knex('infra_resources as r')
    .leftJoin('infra_leases as l', join =>
      join.on('l.ref', 'r.ref').andOnNotIn('l.state', ['released']),
    )
    .whereNull('r.removed_at')
    .select('r.*', { lease: 'l.ends_at' });
}

const seen: Array<[Visibility, IsSeen]> = [
  ['all', () => true],
  [
    {
      anyOf: [
        { column: 'owner', values: [OWNERS[0]] },
        { column: 'shared', values: [1] },
      ],
    },
    row => row.shared === 1 || row.owner === OWNERS[0],
  ],
  [
    {
      anyOf: [
        {
          allOf: [
            { column: 'owner', values: OWNERS },
            { not: { column: 'status', values: ['error'] } },
          ],
        },
        { column: 'owner', values: [] },
        { anyOf: [{ column: 'kind', values: ['machine'] }] },
      ],
    },
    row =>
      row.kind === 'machine' || (row.owner !== null && row.status !== 'error'),
  ],
];

describe.each(databases.eachSupportedId())('lists (%s)', engine => {
  it.each([
    ['gathering few rows', { gathered: 2000, few: 5000 }],
    ['walking an index', { gathered: 0, few: 5000 }],
    ['walking an index for common words', { gathered: 0, few: 0 }],
    ['walking where common words can be', { gathered: 0, few: 0, block: 3 }],
  ])(
    'tell what brute force tells, after any changes: %s',
    async (_, thresholds) => {
      const knex = await databases.init(engine);
      await connectDatabase({ getClient: async () => knex });
      const store = new KnexInventoryStore(knex, 60_000, undefined, thresholds);
      const run = fc.assert(
        fc.asyncProperty(
          fc.array(arbitraryChange, { minLength: 1, maxLength: 40 }),
          fc.array(arbitraryQuery, { minLength: 3, maxLength: 5 }),
          async (changes, inputs) => {
            for (const change of changes) {
              await apply(knex, store, change);
            }
            const rows = await plainRows(knex);
            for (const [visibility, isSeen] of seen) {
              for (const input of inputs) {
                await expectSame(store, rows, input, visibility, isSeen);
              }
            }
          },
        ),
        { numRuns: 8 },
      );
      await expect(run).resolves.toBeUndefined();
    },
  );
});

async function expectSame(
  store: KnexInventoryStore,
  rows: Plain[],
  input: object,
  visibility: Visibility,
  isSeen: IsSeen,
) {
  const query = resourceQuerySchema.parse(input);
  const expected = brute(rows, query, isSeen).map(row => row.ref);
  const page = await store.list(query, visibility);

  expect(page.items.map(row => row.ref)).toEqual(
    expected.slice(query.offset, query.offset + query.limit),
  );
  expect([page.total, page.totalIsExact]).toEqual([expected.length, true]);
  expect(await followed(store, query, visibility)).toEqual(expected);

  const { facets, total } = await store.facets(query, visibility);
  const { status, ...others } = query;
  const open = brute(rows, { ...others, sort: 'name' }, isSeen);
  expect(total).toBe(expected.length);
  expect(
    Object.fromEntries(facets.status.map(one => [one.value, one.count])),
  ).toEqual(countBy(open.map(row => row.status)));
}

/** All pages, each from where the one before says that it begins. */
async function followed(
  store: KnexInventoryStore,
  query: ResourceQuery,
  visibility: Visibility,
) {
  const refs: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.list({ ...query, offset: 0, after }, visibility);
    refs.push(...page.items.map(row => row.ref));
    after = page.next ?? undefined;
  } while (after);
  return refs;
}

function countBy(values: string[]) {
  const counts: Record<string, number> = {};
  for (const value of values) {
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}
