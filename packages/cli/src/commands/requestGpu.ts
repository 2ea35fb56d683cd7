import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { readSshPublicKey } from '../operations/sshKey';
import { submit, type SubmitFlags } from '../operations/submit';
import { wholeNumber, withCommon, withExamples, withSubmit } from '../options';

interface Flags extends CommonFlags, SubmitFlags {
  project: string;
  name: string;
  model: string;
  count: number;
  days: number;
  purpose: string;
  image: string;
  network?: string;
  provider?: string;
  sshKey?: string;
}

/** `request-gpu` */
export function addRequestGpuCommand(program: Command, io: Io): void {
  withExamples(
    withSubmit(
      withCommon(program.command('request-gpu'))
        .description('Ask for GPUs for some days; somebody else approves')
        .requiredOption('--project <name>', 'project it belongs to')
        .requiredOption('--name <name>', 'name of the instance')
        .requiredOption('--model <model>', 'GPU model, as "capacity" shows it')
        .option('--count <number>', 'number of GPUs', wholeNumber(1), 1)
        .requiredOption('--days <days>', 'for how many days', wholeNumber(1))
        .requiredOption(
          '--purpose <text>',
          'what it is for, a sentence; the approver decides by it',
        )
        .requiredOption('--image <name>', 'image, by name or ref')
        .option('--network <name>', "network (default: the project's own)")
        .option('--provider <id>', 'where, if the project is at several')
        .option(
          '--ssh-key <file>',
          'your public key (default: ~/.ssh/id_ed25519.pub)',
        ),
    ).action(async (flags: Flags) => {
      const { project, name, model, count, days, purpose, image } = flags;
      const sshPublicKey = readSshPublicKey(flags.sshKey, io);
      await submit(
        openContext(flags, io),
        'gpu.request',
        {
          project,
          name,
          model,
          count,
          days,
          purpose,
          image,
          network: flags.network,
          provider: flags.provider,
          sshPublicKey,
        },
        flags,
      );
    }),
    [
      'request-gpu --project search-dev --name train-1 --model nvidia-a100-pcie-80gb/vgpu --days 7 --image eu-gpu-2025.02 --purpose "Fine-tune the ranking model"',
      'request-gpu … --wait --timeout 2h    # wait for the approval, too',
    ],
  );
}
