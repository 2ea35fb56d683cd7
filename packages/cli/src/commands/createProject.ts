import type { Command } from 'commander';
import { usageError } from '../CliError';
import {
  openContext,
  type CommandContext,
  type CommonFlags,
} from '../CommandContext';
import type { Io } from '../Io';
import { submit, type SubmitFlags } from '../operations/submit';
import { withCommon, withExamples, withSubmit } from '../options';

interface Flags extends CommonFlags, SubmitFlags {
  team?: string;
  env: string;
  provider?: string;
  description?: string;
}

/** `payments` is short for `group:default/payments`. */
export function teamRef(team: string): string {
  return team.includes(':') ? team : `group:default/${team}`;
}

async function onlyTeam({ client, io }: CommandContext): Promise<string> {
  const { teams } = await client.getPolicy({ signal: io.signal });
  if (teams.length !== 1) {
    throw usageError(
      teams.length === 0
        ? 'You belong to no team: say for whom the project is with --team.'
        : `You belong to several teams; choose one with --team: ${teams
            .map(({ ref }) => ref)
            .join(', ')}.`,
    );
  }
  return teams[0].ref;
}

async function onlyProvider({ client, io }: CommandContext): Promise<string> {
  const { items } = await client.listProviders({ signal: io.signal });
  const able = items.filter(one => one.capabilities.includes('projects'));
  if (able.length !== 1) {
    throw usageError(
      able.length === 0
        ? 'No provider of this portal takes projects.'
        : `There are several providers; choose one with --provider: ${able
            .map(({ id }) => id)
            .join(', ')}.`,
    );
  }
  return able[0].id;
}

/** `create-project` */
export function addCreateProjectCommand(program: Command, io: Io): void {
  withExamples(
    withSubmit(
      withCommon(program.command('create-project'))
        .description('Create a project: a team and an environment')
        .requiredOption('--env <environment>', 'environment, such as dev')
        .option('--team <team>', 'owning team (default: yours, if it is one)')
        .option('--provider <id>', 'provider (default: the only one there is)')
        .option('--description <text>', 'what it is for'),
    ).action(async (flags: Flags) => {
      const context = openContext(flags, io);
      await submit(
        context,
        'project.create',
        {
          team: flags.team ? teamRef(flags.team) : await onlyTeam(context),
          environment: flags.env,
          provider: flags.provider ?? (await onlyProvider(context)),
          description: flags.description,
        },
        flags,
      );
    }),
    [
      'create-project --env dev',
      'create-project --team payments --env prod --provider os-eu1 --wait',
    ],
  );
}
