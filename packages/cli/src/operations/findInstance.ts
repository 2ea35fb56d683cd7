import {
  parseResourceRef,
  type Resource,
} from '@ironstage/plugin-infra-common';
import type { Command } from 'commander';
import { CliError, usageError } from '../CliError';
import type { CommandContext } from '../CommandContext';
import { EXIT } from '../exitCodes';

/** Which instance a command is about. */
export interface InstanceFlags {
  project?: string;
}

/** The option that tells instances of one name apart. */
export function withInstance(command: Command): Command {
  return command.option(
    '--project <name>',
    'project it is in, if names repeat',
  );
}

/**
 * Finds an instance by its name or ref.
 *
 * @throws CliError when there is none, or several
 */
export async function findInstance(
  { client, io }: CommandContext,
  instance: string,
  { project }: InstanceFlags,
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
