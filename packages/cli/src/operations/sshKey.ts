import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkSshPublicKey } from '@ironstage/plugin-infra-common';
import { usageError } from '../CliError';
import type { Io } from '../Io';

/** Longer than any public key. */
const MAX_BYTES = 16_384;

/**
 * Reads a public SSH key.
 *
 * @param file - `~/.ssh/id_ed25519.pub` when left out
 * @throws CliError when there is none, or when it is not a public key; its content is never shown
 */
export function readSshPublicKey(
  file: string | undefined,
  io: Pick<Io, 'home'>,
): string {
  const name = file?.replace(/^~(?=\/)/, io.home);
  const location = name ?? path.join(io.home, '.ssh', 'id_ed25519.pub');
  let text: string;
  try {
    text = readFileSync(location, 'utf8');
  } catch {
    throw usageError(
      file
        ? `The SSH key file ${location} can't be read.`
        : `There is no ${location}: make a key with "ssh-keygen -t ed25519", or name your public key with --ssh-key.`,
    );
  }
  const [problem] =
    text.length > MAX_BYTES
      ? [{ message: 'It is too long for a public SSH key.' }]
      : checkSshPublicKey(text);
  if (problem) {
    throw usageError(`${location}: ${problem.message}`);
  }
  return text.trim();
}
