import { mockServices } from '@backstage/backend-test-utils';
import { AuditChainCheck } from '@ironstage/plugin-infra-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { connectDatabase } from '../database/migrate';
import { stableJson } from '../database/json';
import type { AuditEntry } from './AuditLog';
import { AuditSealer } from './AuditSealer';
import { sha256, toHashed, type AuditRow } from './auditRow';
import { PendingAuditLog } from './PendingAuditLog';

const databases = createTestDatabases();

const entry = (target: string): AuditEntry => ({
  actor: 'user:default/dana',
  door: 'cli',
  action: 'operation-submit',
  target,
  outcome: 'succeeded',
  data: { b: 1, a: 'ü', project: 'payments-dev' },
});

describe.each(databases.eachSupportedId())('AuditSealer (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    const logger = mockServices.logger.mock();
    const replica = () => ({
      log: new PendingAuditLog(knex),
      sealer: new AuditSealer(knex, logger, 1),
    });
    const chain = (): Promise<AuditRow[]> =>
      knex('infra_audit').orderBy('seq').select();
    return { knex, replica, chain, logger };
  }

  const problems = (rows: AuditRow[]) => {
    const check = new AuditChainCheck(sha256);
    return rows.map(row => check.next(toHashed(row))).filter(Boolean);
  };

  it('makes one chain without a fork of what replicas write and seal at the same time', async () => {
    const { knex, replica, chain } = await setUp();
    await Promise.all(
      Array.from({ length: 6 }, async (_, n) => {
        const { log, sealer } = replica();
        for (let i = 0; i < 50; i++) {
          await log.append(entry(`${n}/${i}`));
          if (i % 10 === 0) {
            await sealer.seal();
          }
        }
        await sealer.seal();
      }),
    );

    const rows = await chain();
    expect(rows.map(({ seq }) => Number(seq))).toEqual(
      Array.from({ length: 300 }, (_, n) => n + 1),
    );
    expect(new Set(rows.map(({ target }) => target)).size).toBe(300);
    expect(problems(rows)).toEqual([]);
    expect(await knex('infra_audit_pending').select()).toEqual([]);
  });

  it('keeps the order of one who writes one after the other', async () => {
    const { replica, chain } = await setUp();
    const { log, sealer } = replica();
    for (let i = 0; i < 450; i++) {
      await log.append(entry(String(i)));
    }
    await sealer.seal();
    expect((await chain()).map(({ target }) => Number(target))).toEqual(
      Array.from({ length: 450 }, (_, n) => n),
    );
  });

  it('goes on from the entries that older portals wrote, and knows their project', async () => {
    const { knex, replica, chain } = await setUp();
    // as KnexAuditLog hashed them
    const old = {
      seq: 1,
      at: '2026-01-05T10:00:00.000Z',
      actor: 'system',
      door: 'api',
      action: 'operation-end',
      target: 'op-1',
      outcome: 'failed',
      data: stableJson({ type: 'x', project: null }),
      previous_hash: '0'.repeat(64),
    };
    await knex('infra_audit').insert({ ...old, hash: sha256(stableJson(old)) });
    const { log, sealer } = replica();
    await log.append(entry('op-2'));
    await sealer.seal();

    const rows = await chain();
    expect(problems(rows)).toEqual([]);
    expect(rows.map(({ seq, project }) => [Number(seq), project])).toEqual([
      [1, null],
      [2, 'payments-dev'],
    ]);
  });

  it('leaves nothing of a change that is taken back', async () => {
    const { knex, replica, chain } = await setUp();
    const { log, sealer } = replica();
    await expect(
      knex.transaction(async tx => {
        await log.append(entry('a'), tx);
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    await sealer.seal();
    expect(await chain()).toEqual([]);
  });

  // SQLite has one writer: nobody writes there beside a transaction that has not ended
  if (!engine.startsWith('SQLITE')) {
    it('does not wait for a transaction that is audited and has not ended', async () => {
      const { knex, replica, chain } = await setUp();
      const { log, sealer } = replica();
      await knex.transaction(async tx => {
        await log.append(entry('slow'), tx);
        await log.append(entry('quick'));
        await sealer.seal();
        expect((await chain()).map(({ target }) => target)).toEqual(['quick']);
      });
      await sealer.seal();
      const rows = await chain();
      expect(rows.map(({ target }) => target)).toEqual(['quick', 'slow']);
      expect(problems(rows)).toEqual([]);
    });
  }

  it('comes by itself soon after', async () => {
    const { replica, chain } = await setUp();
    const { log, sealer } = replica();
    await log.append(entry('a'));
    sealer.soon();
    sealer.soon();
    while ((await chain()).length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(await chain()).toHaveLength(1);
  });

  it('has a database that refuses to change or delete what is in the chain', async () => {
    const { knex, replica, chain } = await setUp();
    const { log, sealer } = replica();
    await log.append(entry('a'));
    await sealer.seal();
    await expect(
      knex('infra_audit').update({ actor: 'user:default/mallory' }),
    ).rejects.toThrow(/append-only/);
    await expect(knex('infra_audit').delete()).rejects.toThrow(/append-only/);
    expect((await chain())[0].actor).toBe('user:default/dana');
  });
});
