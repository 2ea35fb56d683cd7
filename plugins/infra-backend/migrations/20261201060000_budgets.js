// @ts-check

const BUDGETS = 'infra_budgets';

/**
 * A row for each budget of the configuration, made when it is first asked: whoever grants something of it holds the row.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable(BUDGETS, table => {
    table.string('name').primary();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable(BUDGETS);
};
