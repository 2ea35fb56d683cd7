import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  auditCheckpointText,
  auditHashText,
  AUDIT_GENESIS,
  canonicalJson,
  type AuditChainEntry,
} from '@ironstage/plugin-infra-common';
import { FakePortal } from '../testing/FakePortal';
import { Here } from '../testing/runHere';

const AUDIT = '/api/infra/v1/audit';

function chainOf(length: number): AuditChainEntry[] {
  let previousHash = AUDIT_GENESIS;
  return Array.from({ length }, (_, index) => {
    const data = { type: 'instance.stop', project: 'shop-dev', n: index };
    const entry = {
      seq: index + 1,
      at: '2026-11-30T08:00:00.000Z',
      actor: 'user:default/dana',
      door: 'portal',
      action: 'operation-submit',
      target: `op-${index + 1}`,
      outcome: 'succeeded' as const,
      data,
      previousHash,
    };
    previousHash = createHash('sha256')
      .update(auditHashText({ ...entry, data: canonicalJson(data) }))
      .digest('hex');
    return { ...entry, hash: previousHash };
  });
}

const chain = chainOf(4);
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const unsigned = {
  seq: 4,
  hash: chain[3].hash,
  at: '2026-11-30T09:00:00.000Z',
};
const checkpoint = {
  ...unsigned,
  keyId: 'ab',
  signature: sign(
    null,
    Buffer.from(auditCheckpointText(unsigned)),
    privateKey,
  ).toString('base64'),
};
const lines = (values: object[]) =>
  values.map(one => `${JSON.stringify(one)}\n`).join('');

const INTACT = {
  intact: true,
  at: '2026-11-30T09:00:00.000Z',
  entries: 1200,
  problem: null,
  checkpoints: { own: 1, brought: 1 },
};

describe('ironstage audit', () => {
  let portal: FakePortal;
  let here: Here;
  const file = (name: string, text: string) => {
    const place = path.join(here.home, name);
    writeFileSync(place, text);
    return place;
  };

  beforeEach(async () => {
    portal = await new FakePortal().start();
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
  });

  afterEach(() => portal.stop());

  it('lists what matches and says how to go on', async () => {
    portal.on(`GET ${AUDIT}`, () => ({
      json: { items: [chain[3], chain[2]], next: 3 },
    }));
    expect(
      await here.run(
        'audit list --actor user:default/dana --outcome refused --limit 2'.split(
          ' ',
        ),
      ),
    ).toEqual({
      code: 0,
      stdout: `ENTRY  AT                        ACTOR              DOOR    ACTION            OUTCOME    TARGET
    4  2026-11-30T08:00:00.000Z  user:default/dana  portal  operation-submit  succeeded  op-4
    3  2026-11-30T08:00:00.000Z  user:default/dana  portal  operation-submit  succeeded  op-3
`,
      stderr: 'There are older ones: --before 3\n',
    });
    expect(portal.received[0].path).toBe(
      `${AUDIT}?actor=user%3Adefault%2Fdana&outcome=refused&limit=2`,
    );
  });

  it('writes an export as it comes, which it can verify without the portal', async () => {
    portal.on(`GET ${AUDIT}/export`, () => ({
      text: lines(chain),
      type: 'application/x-ndjson',
    }));
    const { stdout } = await here.run(['audit', 'export']);
    expect(stdout).toBe(lines(chain));

    await portal.stop();
    const { code, stdout: words } = await here.run([
      ...['audit', 'verify', '--file', file('all.ndjson', stdout)],
      ...['--checkpoint', file('kept.ndjson', lines([checkpoint]))],
      ...[
        '--public-key',
        file(
          'key.pem',
          publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        ),
      ],
    ]);
    expect([code, words]).toEqual([
      0,
      'The audit chain is intact: 4 entries, held against 1 checkpoint.\n',
    ]);
  });

  it.each([
    [
      'changed',
      [chain[0], { ...chain[1], actor: 'system' }],
      'Entry 2 was changed',
    ],
    ['cut off', chain.slice(0, 3), 'The chain ends at entry 3, and had 4'],
    ['full of holes', [chain[0], chain[2]], 'Entry 2 is missing.'],
  ])('ends with 12 when an export is %s', async (_, entries, why) => {
    const { code, stderr, stdout } = await here.run([
      ...['audit', 'verify', '--file', file('all.ndjson', lines(entries))],
      ...['--checkpoint', file('kept.ndjson', lines([checkpoint]))],
    ]);
    expect(code).toBe(12);
    expect(stdout).toMatch(/^The audit chain is broken at entry/);
    expect(stderr).toContain(why);
  });

  it('refuses a checkpoint that is not signed with the key, and what is none', async () => {
    const other = generateKeyPairSync('ed25519').publicKey;
    const key = file(
      'key.pem',
      other.export({ type: 'spki', format: 'pem' }).toString(),
    );
    const all = file('all.ndjson', lines(chain));
    const kept = file('kept.ndjson', lines([checkpoint]));
    const args = ['audit', 'verify', '--file', all];
    expect(
      await here.run([...args, '--checkpoint', kept, '--public-key', key]),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is not signed with the key'),
    });
    expect(await here.run([...args, '--checkpoint', key])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('something else in it than checkpoints'),
    });
    expect(await here.run(['audit', 'verify', '--file', key])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Line 1 of'),
    });
    expect(
      await here.run(['audit', 'verify', '--file', `${all}.gone`]),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("can't be read (ENOENT)"),
    });
  });

  it('has the portal verify itself, also against what was kept', async () => {
    portal.on(`POST ${AUDIT}/verify`, () => ({ json: INTACT }));
    const kept = file('kept.ndjson', lines([checkpoint, checkpoint]));
    expect(await here.run(['audit', 'verify', '--checkpoint', kept])).toEqual({
      code: 0,
      stdout:
        'The audit chain is intact: 1,200 entries, held against 2 checkpoints.\n',
      stderr: '',
    });
    expect(portal.received[0].body).toEqual({
      checkpoints: [checkpoint, checkpoint],
    });
    const problem = {
      seq: 8,
      kind: 'changed',
      message: 'Entry 8 was changed.',
    };
    portal.on(`POST ${AUDIT}/verify`, () => ({
      json: { ...INTACT, intact: false, entries: 7, problem },
    }));
    expect(await here.run(['audit', 'verify'])).toEqual({
      code: 12,
      stdout: 'The audit chain is broken at entry 8, after 7 that fit.\n',
      stderr: expect.stringContaining('Entry 8 was changed.'),
    });
  });

  it('prints a checkpoint to be kept, and the key', async () => {
    const answer = { now: checkpoint, items: [], publicKey: 'PEM\n' };
    portal.on(`GET ${AUDIT}/checkpoints`, () => ({ json: answer }));
    expect((await here.run(['audit', 'checkpoint'])).stdout).toBe(
      lines([checkpoint]),
    );
    expect((await here.run(['audit', 'checkpoint', '--all'])).stdout).toBe('');
    expect(
      (await here.run(['audit', 'checkpoint', '--public-key'])).stdout,
    ).toBe('PEM\n');
  });
});
