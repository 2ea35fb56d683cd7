// @ts-check

const APPROVERS = 'infra_operation_approvers';

/**
 * In whose inbox an operation is that waits for a decision, and who did his part of it; `*` stands for every approver.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable(APPROVERS, table => {
    table
      .string('operation_id')
      .notNullable()
      .references('id')
      .inTable('infra_operations')
      .onDelete('CASCADE');
    table.string('ref').notNullable();
    table.boolean('done').notNullable();
    table.primary(['operation_id', 'ref', 'done']);
  });
  await knex.schema.alterTable('infra_operations', table => {
    table.index(['state', 'created_at'], 'infra_operations_state');
    table.index(['requester', 'created_at'], 'infra_operations_requester');
  });
  // what waits already could be decided by every approver
  const waiting = await knex('infra_operations')
    .where('state', 'pending_approval')
    .pluck('id');
  for (let at = 0; at < waiting.length; at += 200) {
    await knex(APPROVERS).insert(
      waiting
        .slice(at, at + 200)
        .map(id => ({ operation_id: id, ref: '*', done: false })),
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('infra_operations', table => {
    table.dropIndex([], 'infra_operations_requester');
    table.dropIndex([], 'infra_operations_state');
  });
  await knex.schema.dropTable(APPROVERS);
};
