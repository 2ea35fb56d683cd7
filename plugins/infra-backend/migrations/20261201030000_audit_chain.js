// @ts-check

const CHAIN = 'infra_audit';
const PENDING = 'infra_audit_pending';
const CHECKPOINTS = 'infra_audit_checkpoints';

/** By what auditors look for entries; the newest come first. */
const INDEXES = ['at', 'actor', 'action', 'target', 'project', 'outcome'];

/** @param {import('knex').Knex} knex */
const isSqlite = knex => knex.client.config.client.includes('sqlite');

/**
 * Nothing is changed or taken out of the chain: not by mistake, not by other code.
 *
 * @param {import('knex').Knex} knex
 */
async function guard(knex) {
  if (isSqlite(knex)) {
    for (const event of ['update', 'delete']) {
      await knex.raw(`
        create trigger ${CHAIN}_no_${event} before ${event} on ${CHAIN}
        begin select raise(abort, '${CHAIN} is append-only'); end`);
    }
    return;
  }
  await knex.raw(`
    create function ${CHAIN}_append_only() returns trigger language plpgsql as
    $body$ begin raise exception '${CHAIN} is append-only'; end $body$`);
  await knex.raw(`
    create trigger ${CHAIN}_append_only before update or delete or truncate on ${CHAIN}
    for each statement execute function ${CHAIN}_append_only()`);
}

/** @param {import('knex').Knex} knex */
async function unguard(knex) {
  if (isSqlite(knex)) {
    await knex.raw(`drop trigger ${CHAIN}_no_update`);
    await knex.raw(`drop trigger ${CHAIN}_no_delete`);
    return;
  }
  await knex.raw(`drop trigger ${CHAIN}_append_only on ${CHAIN}`);
  await knex.raw(`drop function ${CHAIN}_append_only()`);
}

/**
 * What is audited is written down beside the chain, in the transaction that it is about, and put into the chain right
 * afterwards (docs/decisions/021-audit-sealed-in-order.md). The entries that are there keep their numbers and their
 * hashes: they are the beginning of the chain.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable(PENDING, table => {
    table.bigIncrements('id').primary();
    table.string('at').notNullable();
    table.text('actor').notNullable();
    table.string('door').notNullable();
    table.string('action').notNullable();
    table.text('target').notNullable();
    table.string('outcome').notNullable();
    table.text('data').notNullable();
  });
  await knex.schema.createTable(CHECKPOINTS, table => {
    table.integer('seq').primary();
    table.string('hash', 64).notNullable();
    table.string('at').notNullable();
    table.string('key_id').nullable();
    table.text('signature').nullable();
  });
  await knex.schema.alterTable(CHAIN, table => {
    // out of the data, to look for it; no part of the hash, and checked against the data
    table.text('project').nullable();
  });
  await knex(CHAIN).update({
    project: knex.raw(
      isSqlite(knex)
        ? "json_extract(data, '$.project')"
        : "(data::json)->>'project'",
    ),
  });
  await knex.schema.alterTable(CHAIN, table => {
    for (const column of INDEXES) {
      table.index([column, 'seq'], `${CHAIN}_${column}`);
    }
  });
  await guard(knex);
};

/**
 * What is not in the chain yet is lost.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await unguard(knex);
  await knex.schema.alterTable(CHAIN, table => {
    for (const column of INDEXES) {
      table.dropIndex([], `${CHAIN}_${column}`);
    }
  });
  await knex.schema.alterTable(CHAIN, table => {
    table.dropColumn('project');
  });
  await knex.schema.dropTable(CHECKPOINTS);
  await knex.schema.dropTable(PENDING);
};
