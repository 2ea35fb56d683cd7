// @ts-check

const TOKENS = 'infra_discovery_tokens';

/**
 * Tokens by which monitoring systems read their targets. Of the secret there is its SHA-256 alone.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable(TOKENS, table => {
    table.string('id').primary();
    table.string('hash', 64).notNullable().unique();
    // null for the whole estate
    table.string('project').nullable().index(`${TOKENS}_project`);
    table.string('name').notNullable();
    table.string('created_by').notNullable();
    table.string('created_at').notNullable();
    table.string('last_used_at').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable(TOKENS);
};
