import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import {
  confirmLoss,
  withYes,
  type LossFlags,
} from '../operations/confirmLoss';
import {
  findInstance,
  withInstance,
  type InstanceFlags,
} from '../operations/findInstance';
import { submit, type SubmitFlags } from '../operations/submit';
import { withCommon, withExamples, withSubmit } from '../options';

type Flags = CommonFlags &
  SubmitFlags &
  InstanceFlags &
  LossFlags & { now?: boolean };

/** `delete-instance` */
export function addDeleteInstanceCommand(program: Command, io: Io): void {
  withExamples(
    withSubmit(
      withYes(
        withInstance(withCommon(program.command('delete-instance <instance>')))
          .description('Delete an instance, by name or ref')
          .option(
            '--now',
            'for good and at once, where the portal keeps what is deleted for a while',
          ),
      ),
    ).action(async (instance: string, flags: Flags) => {
      const context = openContext(flags, io);
      const found = await findInstance(context, instance, flags);
      await confirmLoss(
        context,
        found,
        { doing: 'Deleting', ask: 'Delete' },
        flags,
      );
      await submit(
        context,
        'instance.delete',
        { ref: found.ref, ...(flags.now && { immediately: true }) },
        flags,
      );
    }),
    [
      'delete-instance api-1 --project payments-dev',
      'delete-instance instance:os-eu1/6b1f… --yes --no-wait',
    ],
  );
}

/** `undelete-instance` */
export function addUndeleteInstanceCommand(program: Command, io: Io): void {
  withExamples(
    withSubmit(
      withInstance(
        withCommon(program.command('undelete-instance <instance>')),
      ).description('Take back the deletion of an instance that is still kept'),
    ).action(
      async (
        instance: string,
        flags: CommonFlags & SubmitFlags & InstanceFlags,
      ) => {
        const context = openContext(flags, io);
        const { ref } = await findInstance(context, instance, flags);
        await submit(context, 'instance.undelete', { ref }, flags);
      },
    ),
    ['undelete-instance api-1 --project payments-dev'],
  );
}
