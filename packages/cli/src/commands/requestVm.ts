import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { readSshPublicKey } from '../operations/sshKey';
import { submit, type SubmitFlags } from '../operations/submit';
import { wholeNumber, withCommon, withExamples, withSubmit } from '../options';

interface Flags extends CommonFlags, SubmitFlags {
  project: string;
  name: string;
  flavor: string;
  image: string;
  network?: string;
  provider?: string;
  leaseDays?: number;
  sshKey?: string;
}

/** `request-vm` */
export function addRequestVmCommand(program: Command, io: Io): void {
  withExamples(
    withSubmit(
      withCommon(program.command('request-vm'))
        .description('Provision a VM in a project')
        .requiredOption('--project <name>', 'project it belongs to')
        .requiredOption('--name <name>', 'name of the instance')
        .requiredOption('--flavor <name>', 'flavor, by name or ref')
        .requiredOption('--image <name>', 'image, by name or ref')
        .option('--network <name>', "network (default: the project's own)")
        .option('--provider <id>', 'where, if the project is at several')
        .option(
          '--lease-days <days>',
          "days until it ends (default: the policy's)",
          wholeNumber(1),
        )
        .option(
          '--ssh-key <file>',
          'your public key (default: ~/.ssh/id_ed25519.pub)',
        ),
    ).action(async (flags: Flags) => {
      const { project, name, flavor, image, network, provider } = flags;
      const sshPublicKey = readSshPublicKey(flags.sshKey, io);
      await submit(
        openContext(flags, io),
        'instance.create',
        {
          project,
          name,
          flavor,
          image,
          network,
          provider,
          leaseDays: flags.leaseDays,
          sshPublicKey,
        },
        flags,
      );
    }),
    [
      'request-vm --project payments-dev --name api-1 --flavor small --image eu-baseos-2025.01',
      'request-vm --project payments-dev --name api-1 --flavor small --image eu-baseos-2025.01 --dry-run',
      'inventory --kind flavor image    # what there is to choose from',
    ],
  );
}
