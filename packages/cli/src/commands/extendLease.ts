import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import {
  findInstance,
  withInstance,
  type InstanceFlags,
} from '../operations/findInstance';
import { submit, type SubmitFlags } from '../operations/submit';
import { wholeNumber, withCommon, withExamples, withSubmit } from '../options';

interface Flags extends CommonFlags, SubmitFlags, InstanceFlags {
  days: number;
}

/** `extend-lease` */
export function addExtendLeaseCommand(program: Command, io: Io): void {
  withExamples(
    withSubmit(
      withInstance(withCommon(program.command('extend-lease <instance>')))
        .description('Keep an instance for longer')
        .requiredOption(
          '--days <days>',
          'days after the end of its lease, or after today if it has ended',
          wholeNumber(1),
        ),
    ).action(async (instance: string, flags: Flags) => {
      const context = openContext(flags, io);
      const { ref } = await findInstance(context, instance, flags);
      await submit(context, 'lease.extend', { ref, days: flags.days }, flags);
    }),
    [
      'extend-lease api-1 --days 14',
      'extend-lease train-1 --project payments-dev --days 7    # a GPU: somebody has to approve it',
    ],
  );
}
