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
  flavor: string;
}

/** `resize` */
export function addResizeCommand(program: Command, io: Io): void {
  withExamples(
    withSubmit(
      withInstance(withCommon(program.command('resize <instance>')))
        .description('Give an instance another size; it restarts')
        .requiredOption('--flavor <name>', 'new flavor, by name or ref'),
    ).action(async (instance: string, flags: Flags) => {
      const context = openContext(flags, io);
      const { ref } = await findInstance(context, instance, flags);
      const { flavor } = flags;
      await submit(context, 'instance.resize', { ref, flavor }, flags);
    }),
    [
      'resize api-1 --flavor large',
      'resize api-1 --flavor large --dry-run    # what it takes of the quota',
    ],
  );
}
