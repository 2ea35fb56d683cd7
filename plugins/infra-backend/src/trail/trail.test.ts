import { generateKeyPairSync } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { AuditCheckpoint } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { callerOf } from '../__testUtils__/createTestServices';
import { linked, type AuditRow } from '../audit/auditRow';
import { createAudit } from '../audit/createAudit';
import { readInfraConfig } from '../config/readInfraConfig';
import { isSqlite } from '../database/engine';
import { connectDatabase } from '../database/migrate';
import { Gatekeeper } from '../permissions/Gatekeeper';
import { createTrail } from './createTrail';

const databases = createTestDatabases();
const caller = callerOf('ada', 'audit');
const never = new AbortController().signal;

const newKey = () =>
  generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

/** What somebody can do who has the database in his hands. */
async function tamper(knex: Knex, how: (rows: AuditRow[]) => AuditRow[]) {
  const before = await knex('infra_audit').orderBy('seq').select();
  await (isSqlite(knex)
    ? knex.raw('drop trigger infra_audit_no_delete')
    : knex.raw('drop trigger infra_audit_append_only on infra_audit'));
  await knex('infra_audit').delete();
  const after = how(before.map(row => ({ ...row, seq: Number(row.seq) })));
  await knex.batchInsert('infra_audit', after, 50);
}

/** Hashes made anew from an entry on, as one would who knows how they are made. */
function rehashed(rows: AuditRow[], from: number): AuditRow[] {
  const kept = rows.filter(({ seq }) => seq < from);
  const rest = rows
    .filter(({ seq }) => seq >= from)
    .map(({ seq, previous_hash, hash, project, ...row }) => ({
      id: seq,
      ...row,
    }));
  return [...kept, ...linked(rest, kept.at(-1))];
}

describe.each(databases.eachSupportedId())('the audit trail (%s)', engine => {
  async function setUp(options: { key?: string; entries?: number } = {}) {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    const logger = mockServices.logger.mock();
    const { audit, sealer } = createAudit({
      ...{ knex, logger },
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
    });
    const { guarded, keeper } = createTrail({
      ...{ knex, logger, audit, sealer },
      gatekeeper: new Gatekeeper(
        mockServices.permissions(),
        mockServices.permissionsRegistry.mock(),
        audit,
      ),
      config: readInfraConfig(
        new ConfigReader({ infra: { audit: { signingKey: options.key } } }),
      ),
    });
    for (let n = 1; n <= (options.entries ?? 9); n++) {
      await audit.append({
        actor: n % 2 ? 'user:default/dana' : 'user:default/sam',
        door: n % 3 ? 'portal' : 'cli',
        action: n % 3 ? 'operation-submit' : 'access-deny',
        target: `op-${n}`,
        outcome: n % 3 ? 'succeeded' : 'refused',
        data: { n, project: n % 2 ? 'payments-dev' : null },
      });
    }
    await sealer.seal();
    const verify = (brought: AuditCheckpoint[] = []) =>
      guarded.verify(brought, caller);
    return { knex, trail: guarded, keeper, logger, audit, verify };
  }

  it('is intact, and says so on record', async () => {
    const { verify, trail } = await setUp();
    expect(await verify()).toMatchObject({
      intact: true,
      entries: 9,
      problem: null,
    });
    expect(await trail.list({ limit: 1 }, caller)).toMatchObject({
      items: [
        {
          seq: 10,
          actor: 'user:default/ada',
          action: 'audit-verify',
          outcome: 'succeeded',
          data: { entries: 9 },
        },
      ],
      next: 10,
    });
  });

  it.each<[string, (rows: AuditRow[]) => AuditRow[], number, string]>([
    [
      'changed entry',
      rows => rows.map(r => (r.seq === 4 ? { ...r, actor: 'system' } : r)),
      4,
      'changed',
    ],
    [
      'changed outcome',
      rows => rows.map(r => (r.seq === 3 ? { ...r, outcome: 'succeeded' } : r)),
      3,
      'changed',
    ],
    [
      'entry that is filed under another project',
      rows => rows.map(r => (r.seq === 5 ? { ...r, project: 'x' } : r)),
      5,
      'changed',
    ],
    ['deleted entry', rows => rows.filter(r => r.seq !== 4), 4, 'missing'],
    ['deleted beginning', rows => rows.slice(2), 1, 'missing'],
    [
      'deleted entry, with the others moved up',
      rows =>
        rows
          .filter(r => r.seq !== 4)
          .map(r => (r.seq > 4 ? { ...r, seq: r.seq - 1 } : r)),
      4,
      'changed',
    ],
    [
      'pair of entries in another order',
      rows =>
        rows.map(r => ({ ...r, seq: { 4: 5, 5: 4 }[r.seq as 4 | 5] ?? r.seq })),
      4,
      'changed',
    ],
    [
      'pair of entries in another order, each with a hash that fits it',
      rows => {
        const [a, b] = [rows[3], rows[4]];
        const swapped = [...rows.slice(0, 3), b, a];
        return [
          ...rehashed(
            swapped.map((r, i) => ({ ...r, seq: i + 1 })),
            4,
          ),
          ...rows.slice(5),
        ];
      },
      6,
      'unlinked',
    ],
    [
      'entry that was put in, with a hash that fits it',
      rows => {
        const forged = { ...rows[3], actor: 'user:default/mallory' };
        const [made] = rehashed([...rows.slice(0, 3), forged], 4).slice(-1);
        return [
          ...rows.slice(0, 3),
          made,
          ...rows.slice(3).map(r => ({ ...r, seq: r.seq + 1 })),
        ];
      },
      5,
      'changed',
    ],
  ])('finds a %s', async (_what, how, seq, kind) => {
    const { knex, verify, trail } = await setUp();
    await tamper(knex, how);
    expect(await verify()).toMatchObject({
      intact: false,
      problem: { seq, kind },
    });
    const { items } = await trail.list({ limit: 1 }, caller);
    expect(items[0]).toMatchObject({
      action: 'audit-verify',
      outcome: 'failed',
    });
  });

  it('finds by a checkpoint only that the end was cut off, or all written anew', async () => {
    const { knex, verify, trail } = await setUp();
    const { now: kept } = await trail.checkpoints(caller);
    expect(kept).toMatchObject({ seq: 9, keyId: null, signature: null });
    expect(await verify([kept])).toMatchObject({
      intact: true,
      checkpoints: { own: 0, brought: 1 },
    });

    await tamper(knex, rows => rows.slice(0, 6));
    expect(await verify()).toMatchObject({ intact: true });
    // both verifications are entries of what is left
    expect(await verify([kept])).toMatchObject({
      intact: false,
      problem: { seq: 9, kind: 'truncated' },
    });
  });

  it('finds by a checkpoint that the chain was written anew with hashes that fit', async () => {
    const { knex, verify, trail } = await setUp();
    const { now: kept } = await trail.checkpoints(caller);
    await tamper(knex, rows =>
      rehashed(
        rows.map(r => (r.seq === 4 ? { ...r, actor: 'system' } : r)),
        4,
      ),
    );
    expect(await verify()).toMatchObject({ intact: true });
    expect(await verify([kept])).toMatchObject({
      intact: false,
      problem: { seq: 9, kind: 'replaced' },
    });
  });

  it('makes signed checkpoints by itself, says them in the log, and goes by them', async () => {
    const { knex, keeper, trail, verify, logger } = await setUp({
      key: newKey(),
    });
    await keeper.run(never);
    await keeper.run(never);
    const { items, now, publicKey } = await trail.checkpoints(caller);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ seq: 9, keyId: now.keyId });
    expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect(logger.info).toHaveBeenCalledWith(
      `Checkpoint of the audit chain: ${JSON.stringify(items[0])}`,
    );
    expect(await verify([now])).toMatchObject({
      intact: true,
      checkpoints: { own: 1, brought: 1 },
    });

    await expect(verify([{ ...now, seq: 8 }])).rejects.toThrow(
      /not signed with the key of this portal/,
    );
    await expect(verify([{ ...now, signature: null }])).rejects.toThrow(
      /not signed/,
    );

    await knex('infra_audit_checkpoints').update({ at: '2020-01-01' });
    expect(await verify()).toMatchObject({
      intact: false,
      problem: { seq: 9, kind: 'replaced' },
    });
  });

  it('finds by its own checkpoints that the end was cut off', async () => {
    const { knex, keeper, verify } = await setUp();
    await keeper.run(never);
    await tamper(knex, rows => rows.slice(0, 4));
    expect(await verify()).toMatchObject({ problem: { kind: 'truncated' } });
  });

  it('lists what matches, page by page, the newest first', async () => {
    const { trail } = await setUp();
    const numbers = async (query: object) => {
      const { items, next } = await trail.list({ limit: 50, ...query }, caller);
      return [items.map(({ seq }) => seq), next];
    };
    expect(await numbers({})).toEqual([[9, 8, 7, 6, 5, 4, 3, 2, 1], null]);
    expect(await numbers({ limit: 4 })).toEqual([[9, 8, 7, 6], 6]);
    expect(await numbers({ limit: 4, before: 6 })).toEqual([[5, 4, 3, 2], 2]);
    expect(await numbers({ limit: 4, before: 2 })).toEqual([[1], null]);
    expect(await numbers({ outcome: ['refused'] })).toEqual([[9, 6, 3], null]);
    expect(
      await numbers({ actor: ['user:default/sam'], door: ['cli'] }),
    ).toEqual([[6], null]);
    expect(await numbers({ project: ['payments-dev'], limit: 2 })).toEqual([
      [9, 7],
      7,
    ]);
    expect(await numbers({ target: ['op-3', 'op-4'] })).toEqual([[4, 3], null]);
    const { items } = await trail.list({ limit: 50 }, caller);
    const { at } = items[4];
    const newer = items.filter(one => one.at >= at).map(({ seq }) => seq);
    expect(await numbers({ from: at })).toEqual([newer, null]);
    expect(await numbers({ to: '2020-01-01T00:00:00.000Z' })).toEqual([
      [],
      null,
    ]);
  });

  it('exports all that matches, the oldest first, and that it was exported', async () => {
    const { trail } = await setUp({ entries: 1203 });
    const exported = [];
    const sizes = [];
    for await (const page of await trail.export(
      { door: ['portal', 'api'] },
      caller,
    )) {
      exported.push(...page.map(({ seq }) => seq));
      sizes.push(page.length);
    }
    const expected = Array.from({ length: 1203 }, (_, n) => n + 1).filter(
      n => n % 3,
    );
    expect(exported).toEqual([...expected, 1204]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    const { items } = await trail.list({ limit: 1 }, caller);
    expect(items[0]).toMatchObject({
      seq: 1204,
      action: 'audit-export',
      data: { door: ['portal', 'api'] },
    });
  });
});
