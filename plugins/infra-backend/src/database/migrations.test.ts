import path from 'node:path';
import { createEmptyDatabases } from '../__testUtils__/databases';

const databases = createEmptyDatabases();
const directory = path.resolve(__dirname, '../../migrations');

const lease = {
  ref: 'instance:os-eu1/1',
  name: 'api-1',
  project: 'payments-dev',
  requester: 'user:default/dana',
  operation_id: 'op-1',
  started_at: '2026-01-05T10:00:00.000Z',
  ends_at: '2026-02-05T10:00:00.000Z',
  grace_ends_at: '2026-02-08T10:00:00.000Z',
  state: 'active',
};

const reservation = {
  operation_id: 'op-2',
  project: 'payments-dev',
  provider: 'os-eu1',
  vector: '{}',
  created_at: '2026-01-05T10:00:00.000Z',
};

describe.each(databases.eachSupportedId())('migrations (%s)', engine => {
  it('keep leases and reservations through the one for instance actions, there and back', async () => {
    const knex = await databases.init(engine);
    const name = '20261122230000_instance_actions.js';
    await knex.migrate.up({ directory, name: '20261122180000_init.js' });
    await knex('infra_leases').insert(lease);
    await knex('infra_reservations').insert(reservation);

    await knex.migrate.up({ directory, name });
    expect(await knex('infra_leases').select()).toEqual([
      { ...lease, reminded_days: null },
    ]);
    expect(await knex('infra_reservations').select()).toEqual([
      { ...reservation, ref: null },
    ]);
    await knex('infra_leases').update({ reminded_days: 7 });

    await knex.migrate.down({ directory, name });
    expect(await knex('infra_leases').select()).toEqual([lease]);
    expect(await knex('infra_reservations').select()).toEqual([reservation]);
  });

  it('make and take back the tokens of monitoring, of which no two have one hash', async () => {
    const knex = await databases.init(engine);
    const name = '20261201070000_discovery_tokens.js';
    await knex.migrate.up({ directory, name });
    const token = {
      ...{ id: 'a', hash: 'x', project: null, name: 'One' },
      ...{ created_by: 'user:default/dana', created_at: lease.started_at },
    };
    await knex('infra_discovery_tokens').insert(token);
    await expect(
      knex('infra_discovery_tokens').insert({ ...token, id: 'b' }),
    ).rejects.toThrow(/unique|duplicate/i);
    await knex.migrate.down({ directory, name });
    expect(await knex.schema.hasTable('infra_discovery_tokens')).toBe(false);
  });

  it('make and take back the tables of capacity over time, and keep one sample of a moment', async () => {
    const knex = await databases.init(engine);
    const name = '20261130100000_capacity_history.js';
    await knex.migrate.up({ directory, name });
    const row = { series_id: 1, step: 300, at: 600, n: 1, total: 2 ** 50 };
    const sample = { ...row, deliverable: 1, granted: 0, allocated: 0 };
    await knex('infra_capacity_samples').insert(sample);
    await expect(knex('infra_capacity_samples').insert(sample)).rejects.toThrow(
      /unique|duplicate/i,
    );
    const [{ total }] = await knex('infra_capacity_samples').select('total');
    expect(Number(total)).toBe(2 ** 50);

    await knex.migrate.down({ directory, name });
    expect(await knex.schema.hasTable('infra_capacity_samples')).toBe(false);
    expect(await knex.schema.hasTable('infra_capacity_series')).toBe(false);
  });

  it('take the audit that is there into the chain as it is, there and back', async () => {
    const knex = await databases.init(engine);
    const name = '20261201030000_audit_chain.js';
    await knex.migrate.up({ directory, name: '20261122180000_init.js' });
    const entry = (seq: number, data: object) => ({
      seq,
      at: '2026-01-05T10:00:00.000Z',
      actor: 'user:default/dana',
      door: 'cli',
      action: 'operation-submit',
      target: 'op-1',
      outcome: 'succeeded',
      data: JSON.stringify(data),
      previous_hash: '0'.repeat(64),
      hash: 'f'.repeat(64),
    });
    const before = [entry(1, { project: 'payments-dev' }), entry(2, {})];
    await knex('infra_audit').insert(before);

    await knex.migrate.up({ directory, name });
    expect(await knex('infra_audit').orderBy('seq').select()).toEqual([
      { ...before[0], project: 'payments-dev' },
      { ...before[1], project: null },
    ]);
    await expect(knex('infra_audit').delete()).rejects.toThrow(/append-only/);

    await knex.migrate.down({ directory, name });
    expect(await knex('infra_audit').orderBy('seq').select()).toEqual(before);
    expect(await knex('infra_audit').delete()).toBe(2);
    expect(await knex.schema.hasTable('infra_audit_pending')).toBe(false);
  });
});
