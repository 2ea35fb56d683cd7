import type {
  DecisionContext,
  Operation,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import { Option, type Command } from 'commander';
import { CliError } from '../CliError';
import { openContext, type CommonFlags } from '../CommandContext';
import { EXIT } from '../exitCodes';
import type { Io } from '../Io';
import { operationFacts } from '../operations/showOperation';
import { several, wholeNumber, withCommon, withExamples } from '../options';
import { dimensionsOf } from '../output/amounts';
import type { Paint } from '../output/style';
import { table } from '../output/table';

interface ListFlags extends CommonFlags {
  project?: string[];
  type?: string[];
  requester?: string[];
  limit: number;
}

function inboxText(items: Operation[], paint: Paint): string {
  return table(
    [
      { title: 'OPERATION', value: one => one.id },
      { title: 'WHAT', value: one => one.title },
      { title: 'WHY', value: one => one.approval?.reasons.join(' ') ?? '' },
      { title: 'ASKED BY', value: one => one.requester },
      {
        title: 'DECIDE BY',
        value: one =>
          one.approval?.deadline.slice(0, 16).replace('T', ' ') ?? '',
      },
    ],
    items,
    paint,
  );
}

/** Amounts side by side, of the dimensions that the request takes something of. */
function amounts(
  takes: ResourceVector,
  columns: Record<string, ResourceVector>,
  paint: Paint,
): string {
  return table(
    [
      { title: '', value: one => one.title },
      ...Object.entries(columns).map(([title, vector]) => ({
        title,
        right: true,
        value: (one: ReturnType<typeof dimensionsOf>[number]) =>
          one.format(one.of(vector)),
      })),
    ],
    dimensionsOf([takes, ...Object.values(columns)]).filter(
      one => one.of(takes) !== 0,
    ),
    paint,
  );
}

function contextText(
  { takes, room, usage, quota, price, history }: DecisionContext,
  paint: Paint,
): string {
  const counts = (of: typeof history.requester) =>
    Object.entries(of.counts)
      .map(([state, count]) => `${count} ${state.replace('_', ' ')}`)
      .join(', ') || 'nothing';
  return [
    takes &&
      amounts(
        takes,
        {
          TAKES: takes,
          ...(room && { 'FREE BEFORE': room.before }),
          ...(room && !quota && { 'FREE AFTER': room.after }),
          ...(usage && { QUOTA: usage.quota, USED: usage.used }),
          ...(quota && { 'QUOTA AFTER': quota.after }),
        },
        paint,
      ),
    room && !quota && `Hosts with room for it: ${room.hosts}`,
    price &&
      `Price: ${price.monthly.toFixed(2)} ${price.currency} a month${
        price.whole === null ? '' : `, ${price.whole.toFixed(2)} until it ends`
      }`,
    history.project &&
      `Decided for the project in 90 days: ${counts(history.project)}`,
    `Decided for who asks in 90 days: ${counts(history.requester)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

async function decideAll(
  approve: boolean,
  ids: string[],
  flags: CommonFlags & { comment?: string },
  io: Io,
): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const result = await client.decideApprovals(
    { ids, approve, comment: flags.comment ?? '' },
    { signal: io.signal },
  );
  printer.result(result, () =>
    result.items
      .map(one => `${one.id}  ${one.state ?? `not decided: ${one.message}`}`)
      .join('\n'),
  );
  const undecided = result.items.filter(one => one.state === null).length;
  if (undecided > 0) {
    throw new CliError(
      EXIT.conflict,
      `${undecided} of ${result.items.length} could not be decided about`,
      { afterResult: true },
    );
  }
}

/** `approvals list|show|approve|reject|ask|answer|delegate` */
export function addApprovalsCommand(program: Command, io: Io): void {
  const group = program
    .command('approvals')
    .description('See what waits for your decision, and decide');
  withExamples(
    withCommon(group.command('list'))
      .description('List what waits for your decision, the oldest first')
      .option('--project <name>', 'of a project; may be repeated', several)
      .option('--type <type>', 'such as quota.change', several)
      .option('--requester <ref>', 'such as user:default/dana', several)
      .option('--limit <number>', 'rows', wholeNumber(1), 50)
      .action(async (flags: ListFlags) => {
        const { client, printer } = openContext(flags, io);
        const { project, type, requester, limit } = flags;
        const page = await client.listApprovals(
          { project, type, requester, limit },
          { signal: io.signal },
        );
        printer.result(page, () =>
          page.items.length === 0
            ? 'Nothing waits for you.'
            : inboxText(page.items, printer.paint),
        );
      }),
    ['approvals list', 'approvals list --type quota.change'],
  );
  withExamples(
    withCommon(group.command('show <operation>'))
      .description(
        'Show what there is to know: size, room, quota, price, history',
      )
      .action(async (id: string, flags: CommonFlags) => {
        const { client, printer } = openContext(flags, io);
        const context = await client.getDecision(id, { signal: io.signal });
        printer.result(context, () => contextText(context, printer.paint));
      }),
    ['approvals show 5f0c3c1e-9a4e-4a55-9a1c-0d5f3a0e6f11'],
  );
  for (const verb of ['approve', 'reject'] as const) {
    withExamples(
      withCommon(group.command(`${verb} <operations...>`))
        .description(`${verb} one or several, with a result for each`)
        .addOption(
          new Option(
            '--comment <text>',
            'why, for the requesters',
          ).makeOptionMandatory(verb === 'reject'),
        )
        .action((ids: string[], flags: CommonFlags & { comment?: string }) =>
          decideAll(verb === 'approve', ids, flags, io),
        ),
      [
        `approvals ${verb} 5f0c3c1e… 71aa90b2…${
          verb === 'reject' ? ' --comment "No room this week"' : ''
        }`,
      ],
    );
  }
  for (const [verb, words, example] of [
    ['ask', 'Ask who asked for it something first', 'For how long?'],
    ['answer', 'Answer what an approver asked', 'Until the end of May'],
  ] as const) {
    withExamples(
      withCommon(group.command(`${verb} <operation> <text>`))
        .description(words)
        .action(async (id: string, text: string, flags: CommonFlags) => {
          const { client, printer, portalUrl } = openContext(flags, io);
          const call = { signal: io.signal };
          const operation = await (verb === 'ask'
            ? client.askOperation(id, text, call)
            : client.answerOperation(id, text, call));
          printer.result(operation, () => operationFacts(operation, portalUrl));
        }),
      [`approvals ${verb} 5f0c3c1e… "${example}"`],
    );
  }
  withExamples(
    withCommon(group.command('delegate <operation>'))
      .description('Ask somebody else who may approve to decide')
      .requiredOption('--to <ref>', 'a person or a group, user:default/amira')
      .option('--comment <text>', 'why, for who decides', '')
      .action(
        async (
          id: string,
          flags: CommonFlags & { to: string; comment: string },
        ) => {
          const { client, printer, portalUrl } = openContext(flags, io);
          const operation = await client.delegateOperation(
            id,
            flags.to,
            flags.comment,
            { signal: io.signal },
          );
          printer.result(operation, () => operationFacts(operation, portalUrl));
        },
      ),
    ['approvals delegate 5f0c3c1e… --to user:default/amira'],
  );
}
