// @ts-check

const CHANGES = 'infra_quota_changes';
const WARNINGS = 'infra_quota_warnings';

/**
 * Changes of quotas that were carried out, one for each operation, and the thresholds that members were told about.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable(CHANGES, table => {
    table.string('operation_id').primary();
    table.string('project').notNullable();
    table.string('at').notNullable();
    table.string('requester').notNullable();
    // entity refs, as JSON
    table.text('decided_by').notNullable();
    table.text('reason').notNullable();
    table.text('before').notNullable();
    table.text('after').notNullable();
    table.text('read_back').notNullable();
    table.index(['project', 'at'], `${CHANGES}_project`);
  });
  await knex.schema.createTable(WARNINGS, table => {
    table.string('project').notNullable();
    table.string('dimension').notNullable();
    // the highest share of the quota that was told of
    table.double('share').notNullable();
    table.string('at').notNullable();
    table.primary(['project', 'dimension']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable(WARNINGS);
  await knex.schema.dropTable(CHANGES);
};
