// @ts-check

/**
 * What acting on instances that are there needs: whose holding a reservation stands for, and
 * which reminder of the end of a lease was sent last.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('infra_reservations', table => {
    table.string('ref', 512).nullable();
  });
  await knex.schema.alterTable('infra_leases', table => {
    table.integer('reminded_days').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('infra_leases', table => {
    table.dropColumn('reminded_days');
  });
  await knex.schema.alterTable('infra_reservations', table => {
    table.dropColumn('ref');
  });
};
