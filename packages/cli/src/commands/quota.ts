import { InvalidArgumentError, type Command } from 'commander';
import {
  type QuotaChange,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { submit, type SubmitFlags } from '../operations/submit';
import { wholeNumber, withCommon, withExamples, withSubmit } from '../options';
import { dimensionsOf } from '../output/amounts';
import type { Paint } from '../output/style';
import { table } from '../output/table';

interface RequestFlags extends CommonFlags, SubmitFlags {
  vcpus?: number;
  memory?: number;
  storage?: number;
  instances?: number;
  gpu?: Record<string, number>;
  reason: string;
}

/** `nvidia-l4=2`, collected by model. */
function gpuLimit(text: string, before: Record<string, number> = {}) {
  const match = /^(.+)=(\d+)$/.exec(text);
  if (!match) {
    throw new InvalidArgumentError('Give a model and a number: nvidia-l4=2.');
  }
  return { ...before, [match[1]]: Number(match[2]) };
}

function changed(before: ResourceVector, after: ResourceVector): string {
  return dimensionsOf([before, after])
    .filter(one => one.of(before) !== one.of(after))
    .map(
      one =>
        `${one.title} ${one.format(one.of(before))} → ${one.format(
          one.of(after),
        )}`,
    )
    .join(', ');
}

function historyText(items: QuotaChange[], paint: Paint): string {
  return table(
    [
      { title: 'WHEN', value: one => one.at.slice(0, 16).replace('T', ' ') },
      { title: 'CHANGE', value: one => changed(one.before, one.after) },
      { title: 'ASKED BY', value: one => one.requester },
      { title: 'AGREED', value: one => one.decidedBy.join(', ') || '-' },
      { title: 'REASON', value: one => one.reason },
    ],
    items,
    paint,
  );
}

/** `quota request|history` */
export function addQuotaCommand(program: Command, io: Io): void {
  const group = program
    .command('quota')
    .description('Ask for another quota of a project, and see how it changed');
  withExamples(
    withSubmit(
      withCommon(group.command('request <project>'))
        .description(
          'Ask for other limits; what you leave out stays as it is. More needs an approval, less does not',
        )
        .option('--vcpus <number>', 'vCPUs in all', wholeNumber(0))
        .option('--memory <GiB>', 'memory in all', wholeNumber(0))
        .option('--storage <GiB>', 'storage in all', wholeNumber(0))
        .option('--instances <number>', 'instances in all', wholeNumber(0))
        .option(
          '--gpu <model=number>',
          'GPUs of a model in all; may be repeated',
          gpuLimit,
        )
        .requiredOption(
          '--reason <text>',
          'what it is for, a sentence; the approver decides by it',
        ),
    ).action(async (project: string, flags: RequestFlags) => {
      const { vcpus, memory, storage, instances, gpu, reason } = flags;
      await submit(
        openContext(flags, io),
        'quota.change',
        {
          project,
          vcpus,
          memoryGiB: memory,
          storageGiB: storage,
          instances,
          gpus: gpu,
          reason,
        },
        flags,
      );
    }),
    [
      'quota request payments-dev --vcpus 64 --memory 256 --reason "Two more shops go live in May"',
      'quota request payments-dev --gpu nvidia-a100-pcie-80gb/vgpu=4 --reason "Nightly training of the ranking"',
    ],
  );
  withExamples(
    withCommon(group.command('history <project>'))
      .description('Show every change of a quota: who, when, before, after')
      .option('--limit <number>', 'rows', wholeNumber(1), 50)
      .action(
        async (project: string, flags: CommonFlags & { limit: number }) => {
          const { client, printer } = openContext(flags, io);
          const page = await client.listQuotaChanges(
            project,
            { limit: flags.limit },
            { signal: io.signal },
          );
          printer.result(page, () =>
            page.items.length === 0
              ? `The quota of ${project} is what it began with.`
              : historyText(page.items, printer.paint),
          );
        },
      ),
    ['quota history payments-dev'],
  );
}
