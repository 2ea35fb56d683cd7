// @ts-check

/**
 * How each control plane was doing when it was last asked.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('infra_provider_health', table => {
    table.string('provider', 63).primary();
    table.string('version', 255).nullable();
    table.text('services').notNullable();
    table.text('problems').notNullable();
    // of the last answer
    table.string('checked_at', 40).nullable();
    // why there was no answer since
    table.text('error').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('infra_provider_health');
};
