// @ts-check

/**
 * Times are ISO 8601 text in UTC and JSON is text, so that SQLite and PostgreSQL
 * store, compare and sort them alike.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('infra_providers', table => {
    table.string('id').primary();
    table.string('state').notNullable();
    table.text('message').nullable();
    table.string('last_attempt_at').nullable();
    table.string('last_success_at').nullable();
    table.integer('removals_confirmed').notNullable().defaultTo(0);
  });

  await knex.schema.createTable('infra_sync_kinds', table => {
    table.string('provider').notNullable();
    table.string('kind').notNullable();
    table.string('last_success_at').nullable();
    table.text('error').nullable();
    table.string('failing_since').nullable();
    table.primary(['provider', 'kind']);
  });

  await knex.schema.createTable('infra_resources', table => {
    table.string('ref', 512).primary();
    table.string('kind').notNullable();
    table.string('provider').notNullable();
    table.string('external_id').notNullable();
    table.string('name').notNullable();
    table.string('status').notNullable();
    table.string('site').nullable();
    table.string('zone').nullable();
    table.string('project').nullable();
    table.string('project_external_id').nullable();
    table.string('owner').nullable();
    table.string('host_ref', 512).nullable();
    table.integer('shared').notNullable().defaultTo(0);
    table.string('operation_id').nullable();
    table.text('vector').nullable();
    table.text('capacity').nullable();
    table.text('attributes').notNullable();
    table.text('search').notNullable();
    table.string('hash', 64).notNullable();
    table.string('created_at').nullable();
    table.string('written_at').notNullable();
    table.string('removed_at').nullable();
    table.index(['provider', 'kind'], 'infra_resources_provider_kind');
    table.index(['kind', 'removed_at', 'name'], 'infra_resources_kind_name');
    table.index(['project', 'kind'], 'infra_resources_project_kind');
    table.index(['owner', 'kind'], 'infra_resources_owner_kind');
    table.index(['provider', 'project_external_id'], 'infra_resources_tenant');
  });

  await knex.schema.createTable('infra_changes', table => {
    table.bigIncrements('seq').primary();
    table.string('ref', 512).notNullable();
    table.string('at').notNullable();
    table.index(['at'], 'infra_changes_at');
  });

  await knex.schema.createTable('infra_projects', table => {
    table.string('name').primary();
    table.text('description').notNullable();
    table.string('environment').notNullable();
    table.string('owner').notNullable().index('infra_projects_owner');
    table.string('state').notNullable();
    table.text('quota').notNullable();
    table.string('operation_id').nullable();
    table.string('created_at').notNullable();
  });

  await knex.schema.createTable('infra_project_bindings', table => {
    table.string('provider').notNullable();
    table.string('external_id').notNullable();
    table
      .string('project')
      .notNullable()
      .references('name')
      .inTable('infra_projects')
      .onDelete('CASCADE');
    table.string('network_external_id').nullable();
    table.primary(['provider', 'external_id']);
    table.unique(['project', 'provider'], {
      indexName: 'infra_project_bindings_once',
    });
  });

  await knex.schema.createTable('infra_operations', table => {
    table.string('id').primary();
    table.string('type').notNullable();
    table.text('title').notNullable();
    table.string('state').notNullable();
    table.string('project').nullable();
    table.string('provider').nullable();
    table.string('owner').notNullable();
    table.string('requester').notNullable();
    table.string('door').notNullable();
    table.text('input').notNullable();
    table.text('plan').notNullable();
    table.text('approval').nullable();
    table.text('failure').nullable();
    table.text('result').nullable();
    table.string('idempotency_key').nullable();
    table.string('claim').nullable();
    table.string('claimed_until').nullable();
    table.string('next_run_at').nullable();
    table.string('created_at').notNullable();
    table.string('updated_at').notNullable();
    table.unique(['requester', 'idempotency_key'], {
      indexName: 'infra_operations_idempotency',
    });
    table.index(['state', 'next_run_at'], 'infra_operations_due');
    table.index(['created_at'], 'infra_operations_created');
    table.index(['owner', 'created_at'], 'infra_operations_owner');
    table.index(['project', 'created_at'], 'infra_operations_project');
  });

  await knex.schema.createTable('infra_operation_steps', table => {
    table
      .string('operation_id')
      .notNullable()
      .references('id')
      .inTable('infra_operations')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.string('name').notNullable();
    table.string('title').notNullable();
    table.string('state').notNullable();
    table.string('started_at').nullable();
    table.string('finished_at').nullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('message').nullable();
    table.text('output').nullable();
    table.string('undo').nullable();
    table.string('undo_started_at').nullable();
    table.primary(['operation_id', 'position']);
  });

  await knex.schema.createTable('infra_operation_events', table => {
    table
      .string('operation_id')
      .notNullable()
      .references('id')
      .inTable('infra_operations')
      .onDelete('CASCADE');
    table.integer('seq').notNullable();
    table.string('at').notNullable();
    table.string('actor').notNullable();
    table.string('type').notNullable();
    table.string('step').nullable();
    table.text('message').notNullable();
    table.primary(['operation_id', 'seq']);
  });

  await knex.schema.createTable('infra_reservations', table => {
    table.string('operation_id').primary();
    table.string('project').notNullable().index('infra_reservations_project');
    table.string('provider').notNullable().index('infra_reservations_provider');
    table.text('vector').notNullable();
    table.string('created_at').notNullable();
  });

  await knex.schema.createTable('infra_leases', table => {
    table.string('ref', 512).primary();
    table.string('name').notNullable();
    table.string('project').notNullable().index('infra_leases_project');
    table.string('requester').notNullable();
    table.string('operation_id').notNullable();
    table.string('started_at').notNullable();
    table.string('ends_at').notNullable();
    table.string('grace_ends_at').notNullable();
    table.string('state').notNullable();
    table.index(['state', 'ends_at'], 'infra_leases_due');
  });

  await knex.schema.createTable('infra_ssh_keys', table => {
    table.string('user_ref').notNullable();
    table.string('fingerprint').notNullable();
    table.text('public_key').notNullable();
    table.string('label').notNullable();
    table.string('last_used_at').notNullable();
    table.primary(['user_ref', 'fingerprint']);
  });

  await knex.schema.createTable('infra_audit', table => {
    table.integer('seq').primary();
    table.string('at').notNullable();
    table.string('actor').notNullable();
    table.string('door').notNullable();
    table.string('action').notNullable();
    table.string('target').notNullable();
    table.string('outcome').notNullable();
    table.text('data').notNullable();
    table.string('previous_hash', 64).notNullable();
    table.string('hash', 64).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'infra_audit',
    'infra_ssh_keys',
    'infra_leases',
    'infra_reservations',
    'infra_operation_events',
    'infra_operation_steps',
    'infra_operations',
    'infra_project_bindings',
    'infra_projects',
    'infra_changes',
    'infra_resources',
    'infra_sync_kinds',
    'infra_providers',
  ]) {
    await knex.schema.dropTable(table);
  }
};
