// @ts-check

/**
 * Who asked for an operation, by an id that stays when the directory renames the person: nobody decides about a
 * request of her own under another name.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('infra_operations', table => {
    table.string('requester_person', 512).nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('infra_operations', table => {
    table.dropColumn('requester_person');
  });
};
