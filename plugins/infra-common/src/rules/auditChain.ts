import type {
  AuditChainEntry,
  AuditCheckpoint,
  AuditProblem,
} from '../model/audit';

/** What the first entry of an audit chain has in front of it. @public */
export const AUDIT_GENESIS = '0'.repeat(64);

/** An entry with its data as they were hashed. @public */
export type HashedAuditEntry = Omit<AuditChainEntry, 'data' | 'outcome'> & {
  outcome: string;
  /** JSON with sorted keys */
  data: string;
};

/** JSON with the keys of all objects in order: equal values give equal text. For what came out of JSON. @public */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const inner = value as Record<string, unknown>;
    const parts = Object.keys(inner)
      .sort()
      .map(key => `${JSON.stringify(key)}:${canonicalJson(inner[key])}`);
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The text whose SHA-256 is the hash of an entry: see docs/guides/audit.md. @public */
export function auditHashText(entry: Omit<HashedAuditEntry, 'hash'>): string {
  const { action, actor, at, data, door, outcome, seq, target } = entry;
  // in the order of the keys
  return JSON.stringify({
    action,
    actor,
    at,
    data,
    door,
    outcome,
    previous_hash: entry.previousHash,
    seq,
    target,
  });
}

/** The text that a checkpoint's signature is over. @public */
export function auditCheckpointText(
  checkpoint: Pick<AuditCheckpoint, 'seq' | 'hash' | 'at'>,
): string {
  const { seq, hash, at } = checkpoint;
  return JSON.stringify(['ironstage-audit-checkpoint', 1, seq, hash, at]);
}

/**
 * Follows an audit chain from its first entry to its last, one at a time, and finds the first that does not fit.
 * Holds nothing but the hash of the entry before.
 * @public
 */
export class AuditChainCheck {
  private previous = AUDIT_GENESIS;
  private at = 0;
  private readonly due: AuditCheckpoint[];

  /**
   * @param sha256 - of a text in UTF-8, in hex digits
   * @param checkpoints - that the chain is held against
   */
  constructor(
    private readonly sha256: (text: string) => string,
    checkpoints: AuditCheckpoint[] = [],
  ) {
    this.due = checkpoints
      .filter(({ seq }) => seq > 0)
      .sort((a, b) => a.seq - b.seq);
  }

  /** How many entries were looked at. */
  get entries(): number {
    return this.at;
  }

  /** @returns what is wrong with the next entry, or null */
  next(entry: HashedAuditEntry): AuditProblem | null {
    const { seq } = entry;
    const expected = this.at + 1;
    if (seq > expected) {
      const last = seq - 1;
      return {
        seq: expected,
        kind: 'missing',
        message:
          last > expected
            ? `Entries ${expected} to ${last} are missing.`
            : `Entry ${expected} is missing.`,
      };
    }
    if (seq < expected) {
      const message = `Entry ${seq} is there more than once, or out of order.`;
      return { seq, kind: 'unlinked', message };
    }
    const isChanged = this.sha256(auditHashText(entry)) !== entry.hash;
    if (isChanged) {
      const message = `Entry ${seq} was changed: what it says does not fit its hash.`;
      return { seq, kind: 'changed', message };
    }
    if (entry.previousHash !== this.previous) {
      const message = `Entry ${seq} does not follow on the one in front of it: entries were changed, put in or taken away there.`;
      return { seq, kind: 'unlinked', message };
    }
    this.at = seq;
    this.previous = entry.hash;
    return this.heldAgainst(entry);
  }

  /** @returns what is wrong with where the chain ends, or null */
  end(): AuditProblem | null {
    const checkpoint = this.due.at(-1);
    if (!checkpoint) {
      return null;
    }
    return {
      seq: this.at + 1,
      kind: 'truncated',
      message: `The chain ends at entry ${this.at}, and had ${checkpoint.seq} on ${checkpoint.at}: its end was cut off.`,
    };
  }

  private heldAgainst({ seq, hash }: HashedAuditEntry): AuditProblem | null {
    while (this.due[0]?.seq === seq) {
      const checkpoint = this.due[0];
      if (checkpoint.hash !== hash) {
        return {
          seq,
          kind: 'replaced',
          message: `Entry ${seq} is not the one it was on ${checkpoint.at}: the chain was written anew, at this entry or before it.`,
        };
      }
      this.due.shift();
    }
    return null;
  }
}
