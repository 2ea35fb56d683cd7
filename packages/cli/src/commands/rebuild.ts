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
import { readSshPublicKey } from '../operations/sshKey';
import { submit, type SubmitFlags } from '../operations/submit';
import { withCommon, withExamples, withSubmit } from '../options';

interface Flags extends CommonFlags, SubmitFlags, InstanceFlags, LossFlags {
  image: string;
  sshKey?: string;
  dryRun?: boolean;
}

/** `rebuild` */
export function addRebuildCommand(program: Command, io: Io): void {
  withExamples(
    withSubmit(
      withYes(
        withInstance(withCommon(program.command('rebuild <instance>')))
          .description(
            'Replace the disk of an instance by a fresh one; its name, addresses and size stay',
          )
          .requiredOption('--image <name>', 'image, by name or ref')
          .option(
            '--ssh-key <file>',
            'your public key (default: ~/.ssh/id_ed25519.pub)',
          ),
      ),
    ).action(async (instance: string, flags: Flags) => {
      const sshPublicKey = readSshPublicKey(flags.sshKey, io);
      const context = openContext(flags, io);
      const found = await findInstance(context, instance, flags);
      await confirmLoss(
        context,
        found,
        { doing: 'Rebuilding', ask: 'Rebuild' },
        flags,
      );
      await submit(
        context,
        'instance.rebuild',
        { ref: found.ref, image: flags.image, sshPublicKey },
        flags,
      );
    }),
    [
      'rebuild api-1 --image eu-baseos-2025.01',
      'rebuild api-1 --image eu-baseos-2025.01 --project payments-dev --yes',
    ],
  );
}
