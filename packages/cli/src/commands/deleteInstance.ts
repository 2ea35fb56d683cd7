import { createInterface } from 'node:readline/promises';
import {
  parseResourceRef,
  type Resource,
} from '@ironstage/plugin-infra-common';
import type { Command } from 'commander';
import { CliError, usageError } from '../CliError';
import {
  openContext,
  type CommandContext,
  type CommonFlags,
} from '../CommandContext';
import { EXIT } from '../exitCodes';
import type { Io } from '../Io';
import { submit, type SubmitFlags } from '../operations/submit';
import { withCommon, withExamples, withSubmit } from '../options';

interface Flags extends CommonFlags, SubmitFlags {
  project?: string;
  yes?: boolean;
}

async function findInstance(
  { client, io }: CommandContext,
  instance: string,
  project: string | undefined,
): Promise<Resource> {
  const call = { signal: io.signal };
  if (parseResourceRef(instance)) {
    return client.getResource(instance, call);
  }
  const { items } = await client.listResources(
    {
      kind: ['instance'],
      q: instance,
      limit: 200,
      ...(project ? { project: [project] } : {}),
    },
    call,
  );
  const found = items.filter(one => one.name === instance);
  if (found.length === 0) {
    throw new CliError(
      EXIT.notFound,
      `There is no instance "${instance}"${project ? ` in ${project}` : ''}.`,
    );
  }
  if (found.length > 1) {
    throw usageError(
      `There are several called "${instance}"; add --project, or give one of: ${found
        .map(({ ref }) => ref)
        .join(', ')}`,
    );
  }
  return found[0];
}

async function confirm({ io }: CommandContext, instance: Resource) {
  if (!io.stdin.isTTY) {
    throw usageError(
      `Deleting ${instance.name} can't be undone: add --yes to confirm.`,
    );
  }
  const terminal = createInterface({ input: io.stdin, output: io.stderr });
  try {
    const answer = await terminal.question(
      `Delete ${instance.name} of ${instance.project ?? 'no project'} (${
        instance.ref
      }) for good? Type its name: `,
      { signal: io.signal },
    );
    if (answer.trim() !== instance.name) {
      throw usageError('That is not its name; nothing was deleted.');
    }
  } finally {
    terminal.close();
  }
}

/** `delete-instance` */
export function addDeleteInstanceCommand(program: Command, io: Io): void {
  withExamples(
    withSubmit(
      withCommon(program.command('delete-instance <instance>'))
        .description('Delete an instance, by name or ref')
        .option('--project <name>', 'project it is in, if names repeat')
        .option('--yes', 'do not ask'),
    ).action(async (instance: string, flags: Flags) => {
      const context = openContext(flags, io);
      const found = await findInstance(context, instance, flags.project);
      if (!flags.yes && !flags.dryRun) {
        await confirm(context, found);
      }
      await submit(context, 'instance.delete', { ref: found.ref }, flags);
    }),
    [
      'delete-instance api-1 --project payments-dev',
      'delete-instance instance:os-eu1/6b1f… --yes --no-wait',
    ],
  );
}
