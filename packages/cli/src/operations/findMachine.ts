import {
  parseResourceRef,
  type Resource,
} from '@ironstage/plugin-infra-common';
import { CliError, usageError } from '../CliError';
import type { CommandContext } from '../CommandContext';
import { EXIT } from '../exitCodes';

/**
 * Finds a machine by its name or ref.
 *
 * @throws CliError when there is none, or several
 */
export async function findMachine(
  { client, io }: CommandContext,
  machine: string,
  { provider }: { provider?: string },
): Promise<Resource> {
  const call = { signal: io.signal };
  if (parseResourceRef(machine)) {
    return client.getResource(machine, call);
  }
  const { items } = await client.listResources(
    {
      kind: ['machine'],
      q: machine,
      limit: 200,
      ...(provider ? { provider: [provider] } : {}),
    },
    call,
  );
  const found = items.filter(one => one.name === machine);
  if (found.length === 0) {
    throw new CliError(
      EXIT.notFound,
      `There is no machine "${machine}"${provider ? ` at ${provider}` : ''}.`,
    );
  }
  if (found.length > 1) {
    throw usageError(
      `There are several called "${machine}"; add --provider, or give one of: ${found
        .map(({ ref }) => ref)
        .join(', ')}`,
    );
  }
  return found[0];
}
