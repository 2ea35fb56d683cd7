import {
  createHash,
  createPublicKey,
  verify,
  type KeyObject,
} from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  AuditChainCheck,
  auditCheckpointText,
  auditEntrySchema,
  canonicalJson,
  type AuditCheckpoint,
  type AuditProblem,
  type AuditVerification,
  type HashedAuditEntry,
} from '@ironstage/plugin-infra-common';
import { usageError } from '../CliError';
import { readText } from './readCheckpoints';

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

function readPublicKey(file: string): KeyObject {
  try {
    return createPublicKey(readText(file));
  } catch {
    throw usageError(
      `${file} is no public key in PEM: "ironstage audit checkpoint --public-key" prints the portal's.`,
    );
  }
}

function demandSigned(checkpoints: AuditCheckpoint[], keyFile?: string) {
  if (!keyFile) {
    return;
  }
  const key = readPublicKey(keyFile);
  for (const { signature, ...checkpoint } of checkpoints) {
    const text = Buffer.from(auditCheckpointText(checkpoint));
    if (
      signature === null ||
      !verify(null, text, key, Buffer.from(signature, 'base64'))
    ) {
      throw usageError(
        `The checkpoint of entry ${checkpoint.seq}, ${checkpoint.at}, is not signed with the key of ${keyFile}.`,
      );
    }
  }
}

function parseEntry(line: string, file: string, number: number) {
  try {
    const { data, ...entry } = auditEntrySchema.parse(JSON.parse(line));
    return { ...entry, data: canonicalJson(data) } satisfies HashedAuditEntry;
  } catch {
    throw usageError(
      `Line ${number} of ${file} is no entry of an audit chain: "ironstage audit export" writes them.`,
    );
  }
}

/**
 * Follows an exported chain on this computer, a line at a time, without asking the portal.
 *
 * @param keyFile - PEM of the public key that checkpoints have to be signed with; else their signatures are not looked at
 */
export async function verifyFile(
  file: string,
  checkpoints: AuditCheckpoint[],
  keyFile?: string,
): Promise<AuditVerification> {
  demandSigned(checkpoints, keyFile);
  const at = new Date().toISOString();
  const check = new AuditChainCheck(sha256, checkpoints);
  const stream = createReadStream(file);
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  let problem: AuditProblem | null = null;
  let number = 0;
  try {
    for await (const line of lines) {
      number += 1;
      problem = check.next(parseEntry(line, file, number));
      if (problem) {
        break;
      }
    }
  } catch (error) {
    const { code } = error as { code?: string };
    throw code ? usageError(`${file} can't be read (${code}).`) : error;
  } finally {
    stream.destroy();
  }
  problem ??= check.end();
  return {
    intact: problem === null,
    at,
    entries: check.entries,
    problem,
    checkpoints: { own: 0, brought: checkpoints.length },
  };
}
