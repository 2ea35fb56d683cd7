import { createInterface } from 'node:readline/promises';
import type { Resource } from '@ironstage/plugin-infra-common';
import type { Command } from 'commander';
import { usageError } from '../CliError';
import type { CommandContext } from '../CommandContext';

/** Options of a command after which data is gone. */
export interface LossFlags {
  yes?: boolean;
  dryRun?: boolean;
}

/** The option that takes the place of an answer. */
export function withYes(command: Command): Command {
  return command.option('--yes', 'do not ask');
}

/**
 * Asks before the data of an instance is lost, unless told not to.
 *
 * @param words - what is done to it: `Deleting`, `Delete`
 * @throws CliError when the answer is not a yes, or when there is nobody to ask
 */
export async function confirmLoss(
  { io }: CommandContext,
  instance: Resource,
  words: { doing: string; ask: string },
  flags: LossFlags,
): Promise<void> {
  if (flags.yes || flags.dryRun) {
    return;
  }
  if (!io.stdin.isTTY) {
    throw usageError(
      `${words.doing} ${instance.name} can't be undone: add --yes to confirm.`,
    );
  }
  const terminal = createInterface({ input: io.stdin, output: io.stderr });
  try {
    const answer = await terminal.question(
      `${words.ask} ${instance.name} of ${instance.project ?? 'no project'} (${
        instance.ref
      })? All that is on it is lost. Type its name: `,
      { signal: io.signal },
    );
    if (answer.trim() !== instance.name) {
      throw usageError('That is not its name; nothing was done.');
    }
  } finally {
    terminal.close();
  }
}
