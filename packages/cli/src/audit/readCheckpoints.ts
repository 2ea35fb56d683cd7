import { readFileSync } from 'node:fs';
import {
  auditCheckpointSchema,
  type AuditCheckpoint,
} from '@ironstage/plugin-infra-common';
import { usageError } from '../CliError';

/** A text file that the command line names. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as { code?: string };
    throw usageError(`${file} can't be read (${code}).`);
  }
}

/**
 * Checkpoints as `audit checkpoint` prints them: one in a file, or one a line.
 * @throws CliError when the file has something else in it
 */
export function readCheckpoints(file: string): AuditCheckpoint[] {
  const text = readText(file).trim();
  const parts = text.startsWith('{\n') ? [text] : text.split('\n');
  return parts.map(part => {
    try {
      return auditCheckpointSchema.parse(JSON.parse(part));
    } catch {
      throw usageError(
        `${file} has something else in it than checkpoints, each a line as "ironstage audit checkpoint" prints it.`,
      );
    }
  });
}
