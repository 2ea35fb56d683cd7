// @ts-check

/**
 * Who runs which image, counted by a job: a page that opened would otherwise look into each instance.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('infra_image_uses', table => {
    table.string('provider').notNullable();
    table.string('kind').notNullable();
    // name or id, as the cloud says it
    table.text('image').notNullable();
    table.string('project').nullable();
    table.string('owner').nullable();
    table.integer('shared').notNullable();
    table.integer('count').notNullable();
    table.index(['provider'], 'infra_image_uses_provider');
    table.index(['owner'], 'infra_image_uses_owner');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('infra_image_uses');
};
