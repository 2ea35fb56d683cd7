import { connectDatabase } from '../database/migrate';
import { createTestDatabases } from '../__testUtils__/databases';
import type { AuditEntry } from './AuditLog';
import { KnexAuditLog } from './KnexAuditLog';

const databases = createTestDatabases();

const entry = (target: string): AuditEntry => ({
  actor: 'user:default/dana',
  door: 'cli',
  action: 'operation-submit',
  target,
  outcome: 'succeeded',
  data: { b: 1, a: 'ü' },
});

describe.each(databases.eachSupportedId())('KnexAuditLog (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    return { knex, log: new KnexAuditLog(knex) };
  }

  it('chains entries that are written at the same time', async () => {
    const { knex, log } = await setUp();

    await Promise.all(
      Array.from({ length: 20 }, (_, n) => log.append(entry(`op-${n}`))),
    );

    expect(await knex('infra_audit').pluck('seq')).toHaveLength(20);
    expect(await log.verify()).toBeUndefined();
  });

  it.each([
    ['changed', { actor: 'user:default/mallory' }],
    ['given another hash', { hash: 'f'.repeat(64) }],
  ])('finds an entry that was %s', async (_what, change) => {
    const { knex, log } = await setUp();
    for (const target of ['a', 'b', 'c']) {
      await log.append(entry(target));
    }

    await knex('infra_audit').where('seq', 2).update(change);

    expect(await log.verify()).toBe(2);
  });

  it('finds that an entry is missing', async () => {
    const { knex, log } = await setUp();
    for (const target of ['a', 'b', 'c']) {
      await log.append(entry(target));
    }

    await knex('infra_audit').where('seq', 2).delete();

    expect(await log.verify()).toBe(3);
  });

  it('leaves no entry when the change it is about is taken back', async () => {
    const { knex, log } = await setUp();

    await expect(
      knex.transaction(async tx => {
        await log.append(entry('a'), tx);
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');

    expect(await knex('infra_audit').select()).toEqual([]);
  });
});
