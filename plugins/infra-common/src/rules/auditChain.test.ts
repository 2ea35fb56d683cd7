import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { AuditCheckpoint } from '../model/audit';
import {
  AuditChainCheck,
  auditHashText,
  AUDIT_GENESIS,
  canonicalJson,
  type HashedAuditEntry,
} from './auditChain';

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

function chainOf(texts: string[]): HashedAuditEntry[] {
  let previousHash = AUDIT_GENESIS;
  return texts.map((target, index) => {
    const entry = {
      seq: index + 1,
      at: '2026-01-05T10:00:00.000Z',
      actor: 'user:default/dana',
      door: 'cli',
      action: 'operation-submit',
      target,
      outcome: 'succeeded',
      data: canonicalJson({ target, n: index }),
      previousHash,
    };
    previousHash = sha256(auditHashText(entry));
    return { ...entry, hash: previousHash };
  });
}

function firstProblem(
  chain: HashedAuditEntry[],
  checkpoints: AuditCheckpoint[] = [],
) {
  const check = new AuditChainCheck(sha256, checkpoints);
  for (const entry of chain) {
    const problem = check.next(entry);
    if (problem) {
      return problem;
    }
  }
  return check.end();
}

const texts = fc.array(fc.string(), { minLength: 2, maxLength: 12 });

it('finds nothing in a chain that nobody touched', () => {
  fc.assert(
    fc.property(texts, all => {
      const chain = chainOf(all);
      const checkpoints = chain.map(({ seq, hash, at }) => ({
        ...{ seq, hash, at, keyId: null, signature: null },
      }));
      expect(firstProblem(chain, checkpoints)).toBeNull();
    }),
  );
});

it('finds any single change of any field of any entry, at that entry or the next', () => {
  fc.assert(
    fc.property(
      texts,
      fc.nat(),
      fc.constantFrom<keyof HashedAuditEntry>(
        'seq',
        'at',
        'actor',
        'door',
        'action',
        'target',
        'outcome',
        'data',
        'previousHash',
        'hash',
      ),
      (all, which, field) => {
        const chain = chainOf(all);
        const index = which % chain.length;
        const value = field === 'seq' ? chain[index].seq + 1 : 'other';
        chain[index] = { ...chain[index], [field]: value };
        expect(firstProblem(chain)?.seq).toBe(index + 1);
      },
    ),
  );
});

it('finds any entries that were taken out, moved or doubled, save at its end', () => {
  fc.assert(
    fc.property(
      texts.chain(all =>
        fc.tuple(
          fc.constant(all),
          fc.array(fc.nat({ max: all.length - 1 }), { maxLength: 12 }),
        ),
      ),
      ([all, picked]) => {
        const chain = chainOf(all);
        const other = picked.map(index => chain[index]);
        const isBeginning = picked.every((index, place) => index === place);
        expect(firstProblem(other) === null).toBe(isBeginning);
        // an end that was cut off shows against a checkpoint
        const { seq, hash, at } = chain[chain.length - 1];
        const end = { seq, hash, at, keyId: null, signature: null };
        expect(firstProblem(other, [end]) === null).toBe(
          isBeginning && picked.length === chain.length,
        );
      },
    ),
  );
});

it('finds by a checkpoint that all of it was written anew', () => {
  const [, , end] = chainOf(['a', 'b', 'c']);
  const checkpoint = { ...end, keyId: null, signature: null };
  expect(
    firstProblem(chainOf(['x', 'b', 'c', 'd']), [checkpoint]),
  ).toMatchObject({ seq: 3, kind: 'replaced' });
});

it('gives equal values equal text, which is read as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], 10: 0, 9: null, a: 'ü' })).toBe(
    '{"10":0,"9":null,"a":"ü","b":[{"c":2,"d":1}]}',
  );
});
