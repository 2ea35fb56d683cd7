// @ts-check

const HELD = 'infra_usage';
const DAYS = 'infra_usage_days';
const POSITION = 'infra_usage_position';

/**
 * What instances, volumes and machines held from when to when, for whom, and the sums of each day. Times are seconds
 * since 1970; an end of null is not over.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable(HELD, table => {
    table.bigIncrements('id').primary();
    table.string('ref', 512).notNullable();
    table.string('kind').notNullable();
    table.string('provider').notNullable();
    table.string('project').nullable();
    table.string('owner').nullable();
    table.double('vcpus').notNullable();
    table.double('memory_gib').notNullable();
    table.double('storage_gib').notNullable();
    // counts by model, as JSON; null when there are none, which most have
    table.text('gpus').nullable();
    table.bigInteger('started_at').notNullable();
    table.bigInteger('ended_at').nullable();
    table.index(['ended_at', 'started_at'], `${HELD}_ended`);
  });
  // of each resource there is one at a time that is not over
  await knex.raw(
    `create unique index ${HELD}_open on ${HELD} (ref) where ended_at is null`,
  );
  await knex.schema.createTable(DAYS, table => {
    table.string('day', 10).notNullable();
    table.string('kind').notNullable();
    table.string('provider').notNullable();
    table.string('project').nullable();
    table.string('owner').nullable();
    table.double('count').notNullable();
    table.double('vcpus').notNullable();
    table.double('memory_gib').notNullable();
    table.double('storage_gib').notNullable();
    table.text('gpus').nullable();
    table.index(['day'], `${DAYS}_day`);
  });
  await knex.schema.createTable(POSITION, table => {
    table.bigInteger('seq').notNullable();
    // days before it are added up and do not change any more; null before the first
    table.string('final_before', 10).nullable();
  });
  await knex(POSITION).insert({ seq: 0, final_before: null });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [HELD, DAYS, POSITION]) {
    await knex.schema.dropTable(table);
  }
};
