import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import {
  findInstance,
  withInstance,
  type InstanceFlags,
} from '../operations/findInstance';
import { submit, type SubmitFlags } from '../operations/submit';
import { withCommon, withExamples, withSubmit } from '../options';

interface Flags extends CommonFlags, SubmitFlags, InstanceFlags {
  force?: boolean;
}

const command = (program: Command, name: string, description: string) =>
  withSubmit(
    withInstance(
      withCommon(program.command(`${name} <instance>`)).description(
        description,
      ),
    ),
  );

/** `start`, `stop` and `reboot` */
export function addPowerCommands(program: Command, io: Io): void {
  withExamples(
    command(program, 'start', 'Start a stopped instance').action(
      async (instance: string, flags: Flags) => {
        const context = openContext(flags, io);
        const { ref } = await findInstance(context, instance, flags);
        await submit(context, 'instance.start', { ref }, flags);
      },
    ),
    ['start api-1', 'start api-1 --project payments-dev --no-wait'],
  );
  for (const [name, description, force] of [
    [
      'stop',
      'Stop an instance: its operating system is asked to shut down',
      'switch it off instead of asking',
    ],
    [
      'reboot',
      'Reboot an instance: its operating system is asked to',
      'reset it instead of asking',
    ],
  ] as const) {
    withExamples(
      command(program, name, description)
        .option('--force', force)
        .action(async (instance: string, flags: Flags) => {
          const context = openContext(flags, io);
          const { ref } = await findInstance(context, instance, flags);
          await submit(
            context,
            `instance.${name}`,
            { ref, force: flags.force ?? false },
            flags,
          );
        }),
      [`${name} api-1`, `${name} api-1 --project payments-dev --force`],
    );
  }
}
