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
  name: string;
}

/** `snapshot` */
export function addSnapshotCommand(program: Command, io: Io): void {
  withExamples(
    withSubmit(
      withInstance(withCommon(program.command('snapshot <instance>')))
        .description('Take a snapshot of an instance')
        .requiredOption('--name <name>', 'name of the snapshot'),
    ).action(async (instance: string, flags: Flags) => {
      const context = openContext(flags, io);
      const { ref } = await findInstance(context, instance, flags);
      const { name } = flags;
      await submit(context, 'instance.snapshot', { ref, name }, flags);
    }),
    ['snapshot api-1 --name before-upgrade'],
  );
}
