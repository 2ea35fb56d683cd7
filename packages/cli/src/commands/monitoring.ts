import {
  ESTATE_SCOPE,
  type DiscoveryState,
  type DiscoveryToken,
} from '@ironstage/plugin-infra-common';
import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { withCommon, withExamples } from '../options';
import type { Paint } from '../output/style';
import { table } from '../output/table';

interface ScopeFlags extends CommonFlags {
  project?: string;
}

const scopeOf = ({ project }: ScopeFlags) =>
  project === undefined ? ESTATE_SCOPE : `project:${project}`;

const minute = (at: string | null) =>
  at === null ? null : at.slice(0, 16).replace('T', ' ');

function tokensText(items: DiscoveryToken[], paint: Paint): string {
  return table<DiscoveryToken>(
    [
      { title: 'ID', value: one => one.id },
      { title: 'NAME', value: one => one.name },
      { title: 'SCOPE', value: one => one.scope },
      { title: 'MADE BY', value: one => one.createdBy },
      { title: 'MADE', value: one => minute(one.createdAt) },
      { title: 'LAST USED', value: one => minute(one.lastUsedAt) ?? 'never' },
    ],
    items,
    paint,
  );
}

function stateText({ targets, jobs, ...state }: DiscoveryState): string {
  const left = [
    [state.notRunning, 'not running'],
    [state.withoutAddress, 'without an address to scrape'],
  ] as const;
  const byJob = Object.entries(jobs).map(([job, count]) => `${job} ${count}`);
  return [
    `${targets} target${targets === 1 ? '' : 's'}${
      byJob.length > 0 ? `: ${byJob.join(', ')}` : ''
    }`,
    ...left
      .filter(([{ count }]) => count > 0)
      .map(
        ([{ count, some }, words]) =>
          `${count} ${words}: ${some.map(one => one.name).join(', ')}${
            count > some.length ? ', …' : ''
          }`,
      ),
  ].join('\n');
}

function withScope(command: Command): Command {
  return withCommon(command).option(
    '--project <name>',
    'of one project (default: the whole estate, for SREs)',
  );
}

function addTokenCommands(group: Command, io: Io): void {
  withExamples(
    withCommon(group.command('tokens'))
      .description('Show who reads targets: tokens, not their secrets')
      .action(async (flags: CommonFlags) => {
        const { client, printer } = openContext(flags, io);
        const list = await client.listDiscoveryTokens({ signal: io.signal });
        printer.result(list, () =>
          list.items.length === 0
            ? 'There are no discovery tokens that you may see.'
            : tokensText(list.items, printer.paint),
        );
      }),
    ['monitoring tokens'],
  );
  withExamples(
    withScope(group.command('create-token'))
      .description(
        'Make a token by which a Prometheus reads its targets. The secret is written to standard output, once',
      )
      .requiredOption('--name <text>', 'which Prometheus it is for')
      .action(async (flags: ScopeFlags & { name: string }) => {
        const { client, printer } = openContext(flags, io);
        const made = await client.createDiscoveryToken(
          { scope: scopeOf(flags), name: flags.name },
          { signal: io.signal },
        );
        printer.result(made, () => made.secret);
        printer.remark('It is not shown again; keep it in a 0600 file.');
      }),
    [
      'monitoring create-token --project payments-prod --name "Prometheus of payments" > token',
    ],
  );
  withExamples(
    withCommon(group.command('revoke-token <id>'))
      .description('Take a token back, at once and for good')
      .action(async (id: string, flags: CommonFlags) => {
        const { client, printer } = openContext(flags, io);
        const gone = await client.revokeDiscoveryToken(id, {
          signal: io.signal,
        });
        printer.result(gone, () => `${gone.name} reads ${gone.scope} no more.`);
      }),
    ['monitoring revoke-token 0b7f7a2e-4c0e-4b8e-9a53-0b7f7a2e4c0e'],
  );
}

/** `monitoring targets|tokens|create-token|revoke-token` */
export function addMonitoringCommand(program: Command, io: Io): void {
  const group = program
    .command('monitoring')
    .description('What Prometheus is told by HTTP service discovery');
  withExamples(
    withScope(group.command('targets'))
      .description('Show how many targets there are, and what is none and why')
      .action(async (flags: ScopeFlags) => {
        const { client, printer } = openContext(flags, io);
        const state = await client.getDiscovery(scopeOf(flags), {
          signal: io.signal,
        });
        printer.result(state, () => stateText(state));
        if (state.waitingFor.length > 0) {
          printer.remark(
            `Prometheus is told nothing before these were read once: ${state.waitingFor.join(
              ', ',
            )}.`,
            'yellow',
          );
        }
      }),
    ['monitoring targets', 'monitoring targets --project payments-prod'],
  );
  addTokenCommands(group, io);
}
