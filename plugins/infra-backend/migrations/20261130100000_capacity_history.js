// @ts-check

/**
 * What there was to give and what was given, over time. A sample has sums over the moments that it stands for and how
 * many these are, so that samples of an hour come of those of five minutes, and those of a day of these, with nothing
 * rounded. Memory and storage are MiB.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('infra_capacity_series', table => {
    table.increments('id');
    table.string('provider').notNullable();
    // '' for none, since nulls are never the same
    table.string('site').notNullable();
    table.string('zone').notNullable();
    table.string('role').notNullable();
    table.string('class').notNullable();
    table.unique(['class', 'provider', 'site', 'zone', 'role'], {
      indexName: 'infra_capacity_series_key',
    });
  });
  // SQLite would keep the key a second time beside the rows
  const isSqlite = knex.client.config.client.includes('sqlite');
  await knex.raw(`
    create table infra_capacity_samples (
      series_id integer not null,
      step integer not null,
      at bigint not null,
      n integer not null,
      total bigint not null,
      deliverable bigint not null,
      granted bigint not null,
      allocated bigint not null,
      used bigint,
      primary key (series_id, step, at)
    ) ${isSqlite ? 'without rowid' : ''}`);
  await knex.schema.createTable('infra_capacity_marks', table => {
    table.string('name').primary();
    table.bigInteger('at').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('infra_capacity_marks');
  await knex.schema.dropTable('infra_capacity_samples');
  await knex.schema.dropTable('infra_capacity_series');
};
