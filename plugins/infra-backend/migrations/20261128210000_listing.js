// @ts-check

/**
 * What makes lists quick at any size: how many rows there are of each sort, kept by triggers; an index for each
 * order that people ask for, over the rows that are there; and an index of the words that rows are searched by.
 */

/** By what rows are counted. */
const FACETS = [
  'kind',
  'provider',
  'site',
  'status',
  'project',
  'owner',
  'shared',
];

const COUNTS = 'infra_resource_counts';

/** Columns of the indexes over rows that are there; the last two of each make the order whole. */
const INDEXES = {
  infra_resources_kind_name: ['kind', 'name', 'ref'],
  infra_resources_kind_created: ['kind', 'created_at', 'name', 'ref'],
  infra_resources_kind_status: ['kind', 'status', 'name', 'ref'],
};

/** Those of columns that many rows have nothing in, over the rows that have; by their first column. */
const PARTIAL_INDEXES = {
  infra_resources_kind_owner: ['owner', 'kind', 'name', 'ref'],
  infra_resources_kind_project: ['project', 'kind', 'name', 'ref'],
  infra_resources_host: ['host_ref'],
};

/** @param {import('knex').Knex} knex */
const isSqlite = knex => knex.client.config.client.includes('sqlite');

/**
 * @param {string[]} names
 * @param {string} [prefix]
 */
const list = (names, prefix = '') =>
  names.map(name => `${prefix}${name}`).join(', ');

/**
 * Each change adds what it counts as rows of its own, which a job sums up: no statement waits for another's count,
 * and none has to look one up.
 *
 * @param {import('knex').Knex} knex
 */
async function countOnSqlite(knex) {
  /**
   * @param {string} row
   * @param {number} by
   */
  const add = (row, by) =>
    `insert into ${COUNTS} (${list(FACETS)}, n) values (${list(
      FACETS,
      `${row}.`,
    )}, ${by});`;
  const moved = [...FACETS, 'removed_at']
    .map(name => `old.${name} is not new.${name}`)
    .join(' or ');
  const triggers = {
    insert: ['insert', 'new.removed_at is null', add('new', 1)],
    delete: ['delete', 'old.removed_at is null', add('old', -1)],
    leave: ['update', `old.removed_at is null and (${moved})`, add('old', -1)],
    enter: ['update', `new.removed_at is null and (${moved})`, add('new', 1)],
  };
  for (const [name, [event, condition, body]] of Object.entries(triggers)) {
    await knex.raw(`
      create trigger ${COUNTS}_${name} after ${event} on infra_resources
      when ${condition} begin ${body} end`);
  }
}

/**
 * The same on PostgreSQL, once for each statement.
 *
 * @param {import('knex').Knex} knex
 */
async function countOnPostgres(knex) {
  /**
   * @param {string} table
   * @param {number} by
   */
  const part = (table, by) =>
    `select ${list(FACETS)}, ${by} as n from ${table} where removed_at is null`;
  /** @param {string[]} parts */
  const body = parts => `
    insert into ${COUNTS} (${list(FACETS)}, n)
    select ${list(FACETS)}, sum(n) from (${parts.join(
    ' union all ',
  )}) as changed
    group by ${list(FACETS)} having sum(n) <> 0;
    return null;`;
  const triggers = {
    insert: {
      parts: [part('after_rows', 1)],
      tables: 'new table as after_rows',
    },
    delete: {
      parts: [part('before_rows', -1)],
      tables: 'old table as before_rows',
    },
    update: {
      parts: [part('before_rows', -1), part('after_rows', 1)],
      tables: 'old table as before_rows new table as after_rows',
    },
  };
  for (const [event, { parts, tables }] of Object.entries(triggers)) {
    await knex.raw(`
      create function ${COUNTS}_${event}() returns trigger language plpgsql as
      $body$ begin ${body(parts)} end $body$`);
    await knex.raw(`
      create trigger ${COUNTS}_${event} after ${event} on infra_resources
      referencing ${tables} for each statement execute function ${COUNTS}_${event}()`);
  }
}

/**
 * The words of a row, in parts of three letters; rows come in by the feed of changes, behind the readings.
 *
 * @param {import('knex').Knex} knex
 */
async function searchOnSqlite(knex) {
  await knex.schema.createTable('infra_search_rows', table => {
    table.increments('id');
    table.string('ref', 512).notNullable().unique();
  });
  await knex.raw(
    `create virtual table infra_search using fts5(
      words, tokenize = 'trigram', detail = 'none', content = '', contentless_delete = 1)`,
  );
  await knex.schema.createTable('infra_search_position', table => {
    table.bigInteger('seq').notNullable();
  });
  await knex('infra_search_position').insert({ seq: 0 });
}

/** @param {import('knex').Knex} knex */
async function searchOnPostgres(knex) {
  try {
    // trusted since PostgreSQL 13: whoever may create in the database may have it
    await knex.transaction(tx =>
      tx.raw('create extension if not exists pg_trgm'),
    );
  } catch {
    return;
  }
  await knex.raw(
    `create index infra_resources_search on infra_resources
     using gin (search gin_trgm_ops) where removed_at is null`,
  );
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable(COUNTS, table => {
    for (const name of FACETS) {
      if (name === 'shared') {
        table.integer(name).notNullable();
      } else {
        table.string(name).nullable();
      }
    }
    table.bigInteger('n').notNullable();
  });
  await knex.raw(
    `insert into ${COUNTS} (${list(FACETS)}, n)
     select ${list(FACETS)}, count(*) from infra_resources
     where removed_at is null group by ${list(FACETS)}`,
  );
  await knex.schema.alterTable('infra_resources', table => {
    table.dropIndex([], 'infra_resources_kind_name');
    table.dropIndex([], 'infra_resources_project_kind');
    table.dropIndex([], 'infra_resources_owner_kind');
  });
  for (const [name, columns] of Object.entries(INDEXES)) {
    await knex.raw(
      `create index ${name} on infra_resources (${list(
        columns,
      )}) where removed_at is null`,
    );
  }
  for (const [name, columns] of Object.entries(PARTIAL_INDEXES)) {
    await knex.raw(
      `create index ${name} on infra_resources (${list(
        columns,
      )}) where removed_at is null and ${columns[0]} is not null`,
    );
  }
  await knex.raw(
    `create index infra_resources_shared on infra_resources (kind, name)
     where shared = 1 and removed_at is null`,
  );
  await knex.raw(
    `create index infra_resources_removed on infra_resources (removed_at)
     where removed_at is not null`,
  );
  // readings look at what was removed, too
  await knex.schema.alterTable('infra_resources', table => {
    table.dropIndex([], 'infra_resources_provider_kind');
    table.index(
      ['provider', 'kind', 'name', 'ref'],
      'infra_resources_kind_provider',
    );
  });
  await knex.schema.alterTable('infra_leases', table => {
    table.index(['ends_at', 'ref'], 'infra_leases_ends');
  });
  if (isSqlite(knex)) {
    await countOnSqlite(knex);
    await searchOnSqlite(knex);
  } else {
    await countOnPostgres(knex);
    await searchOnPostgres(knex);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (isSqlite(knex)) {
    for (const name of ['insert', 'delete', 'leave', 'enter']) {
      await knex.raw(`drop trigger ${COUNTS}_${name}`);
    }
    for (const table of [
      'infra_search',
      'infra_search_rows',
      'infra_search_position',
    ]) {
      await knex.schema.dropTable(table);
    }
  } else {
    for (const event of ['insert', 'delete', 'update']) {
      await knex.raw(`drop trigger ${COUNTS}_${event} on infra_resources`);
      await knex.raw(`drop function ${COUNTS}_${event}()`);
    }
    await knex.raw('drop index if exists infra_resources_search');
  }
  await knex.schema.alterTable('infra_leases', table => {
    table.dropIndex([], 'infra_leases_ends');
  });
  for (const name of [
    ...Object.keys(INDEXES),
    ...Object.keys(PARTIAL_INDEXES),
    'infra_resources_shared',
    'infra_resources_removed',
  ]) {
    await knex.raw(`drop index ${name}`);
  }
  await knex.schema.alterTable('infra_resources', table => {
    table.dropIndex([], 'infra_resources_kind_provider');
    table.index(['provider', 'kind'], 'infra_resources_provider_kind');
    table.index(['kind', 'removed_at', 'name'], 'infra_resources_kind_name');
    table.index(['project', 'kind'], 'infra_resources_project_kind');
    table.index(['owner', 'kind'], 'infra_resources_owner_kind');
  });
  await knex.schema.dropTable(COUNTS);
};
