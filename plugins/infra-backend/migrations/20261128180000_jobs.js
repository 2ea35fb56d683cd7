// @ts-check

/**
 * Jobs that run on one replica at a time, held by a heartbeat; how long a reading took and what it left out;
 * what a request under an idempotency key was.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('infra_jobs', table => {
    table.string('id').primary();
    table.string('holder').nullable();
    table.string('held_until').nullable();
    table.string('started_at').nullable();
    table.string('due_at').notNullable();
    table.integer('requested').notNullable().defaultTo(0);
  });
  await knex.schema.alterTable('infra_providers', table => {
    table.string('begun_at').nullable();
    table.string('finished_at').nullable();
    table.integer('duration_ms').notNullable().defaultTo(0);
  });
  await knex.schema.alterTable('infra_operations', table => {
    table.string('request_hash', 64).nullable();
  });
  await knex.schema.alterTable('infra_sync_kinds', table => {
    table.integer('skipped').notNullable().defaultTo(0);
    table.text('problems').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('infra_jobs');
  await knex.schema.alterTable('infra_providers', table => {
    table.dropColumns('begun_at', 'finished_at', 'duration_ms');
  });
  await knex.schema.alterTable('infra_operations', table => {
    table.dropColumn('request_hash');
  });
  await knex.schema.alterTable('infra_sync_kinds', table => {
    table.dropColumns('skipped', 'problems');
  });
};
