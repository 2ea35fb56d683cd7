import { createHash } from 'node:crypto';
import {
  auditHashText,
  AUDIT_GENESIS,
  type AuditChainEntry,
  type HashedAuditEntry,
} from '@ironstage/plugin-infra-common';
import { fromJson } from '../database/json';

/** What waits for its place in the chain. */
export interface PendingRow {
  id: number | string;
  at: string;
  actor: string;
  door: string;
  action: string;
  target: string;
  outcome: string;
  /** JSON with sorted keys */
  data: string;
}

/** A link of the chain, as the database has it. */
export interface AuditRow extends Omit<PendingRow, 'id'> {
  seq: number;
  previous_hash: string;
  hash: string;
  /** `project` of the data, for looking it up; no part of the hash */
  project: string | null;
}

/** SHA-256 in hex digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An entry as it was hashed. */
export function toHashed({
  previous_hash: previousHash,
  project: _project,
  ...row
}: AuditRow): HashedAuditEntry {
  return { ...row, seq: Number(row.seq), previousHash };
}

/** An entry as it is shown. */
export function toEntry(row: AuditRow): AuditChainEntry {
  return {
    ...toHashed(row),
    outcome: row.outcome as AuditChainEntry['outcome'],
    data: fromJson<Record<string, unknown>>(row.data),
  };
}

/** The project that an entry is about. */
export function projectOf(data: string): string | null {
  const { project } = fromJson<{ project?: unknown }>(data);
  return typeof project === 'string' ? project : null;
}

/** Links rows to the last entry of the chain, in their order. */
export function linked(
  rows: PendingRow[],
  last: Pick<AuditRow, 'seq' | 'hash'> | undefined,
): AuditRow[] {
  let previousHash = last?.hash ?? AUDIT_GENESIS;
  let seq = Number(last?.seq ?? 0);
  return rows.map(({ id, ...row }) => {
    seq += 1;
    const hash = sha256(auditHashText({ ...row, seq, previousHash }));
    const link = { ...row, seq, previous_hash: previousHash, hash };
    previousHash = hash;
    return { ...link, project: projectOf(row.data) };
  });
}
