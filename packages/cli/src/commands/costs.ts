import type { CostFigures, Costs } from '@ironstage/plugin-infra-common';
import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { withCommon, withExamples } from '../options';
import type { Paint } from '../output/style';
import { table, type Column } from '../output/table';

interface Flags extends CommonFlags {
  month?: string;
  teams?: boolean;
  csv?: boolean;
}

const amount = (value: number) =>
  value.toLocaleString('en', { maximumFractionDigits: 1 });

const money = (value: number | null) =>
  value === null
    ? null
    : value.toLocaleString('en', {
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
      });

const sum = (counts: Record<string, number>) =>
  Object.values(counts).reduce((total, one) => total + one, 0);

/** What was held, then what it cost, where there is a rate card. */
function figures({ rates, isOver }: Costs): Column<CostFigures>[] {
  const right = true;
  return [
    { title: 'VCPU-H', right, value: one => amount(one.used.vcpuHours) },
    {
      title: 'MEMORY GIB-H',
      right,
      value: one => amount(one.used.memoryGiBHours),
    },
    { title: 'GPU-H', right, value: one => amount(sum(one.used.gpuHours)) },
    { title: 'MACHINE-D', right, value: one => amount(one.used.machineDays) },
    ...(rates
      ? [
          {
            title: `COST ${rates.currency}`,
            right,
            value: (one: CostFigures) => money(one.cost),
          },
          ...(isOver
            ? []
            : [
                {
                  title: 'FORECAST',
                  right,
                  value: (one: CostFigures) => money(one.forecast),
                },
              ]),
          {
            title: 'MONTH BEFORE',
            right,
            value: (one: CostFigures) => money(one.previous),
          },
        ]
      : []),
  ];
}

function costsText(costs: Costs, byTeam: boolean, paint: Paint): string {
  const total = { project: 'all', owner: 'all', ...costs.total };
  return byTeam
    ? table(
        [{ title: 'TEAM', value: one => one.owner }, ...figures(costs)],
        [...costs.teams, total],
        paint,
      )
    : table(
        [
          { title: 'PROJECT', value: one => one.project },
          { title: 'OWNER', value: one => one.owner },
          ...figures(costs),
        ],
        [...costs.projects, { ...total, owner: null }],
        paint,
      );
}

async function showCosts(flags: Flags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const query = { month: flags.month };
  if (flags.csv) {
    io.stdout.write(await client.exportCosts(query, { signal: io.signal }));
    return;
  }
  const costs = await client.getCosts(query, { signal: io.signal });
  printer.result(costs, () =>
    costs.projects.length === 0
      ? `Nothing was used in ${costs.month} that you may see.`
      : costsText(costs, Boolean(flags.teams), printer.paint),
  );
  if (!costs.rates) {
    printer.remark('The portal has no rate card: hours, and no prices.');
  } else if (!costs.isOver && costs.projects.length > 0) {
    printer.remark(
      'The forecast is of the whole month, when all goes on as in the last 24 hours.',
    );
  }
}

/** `costs` */
export function addCostsCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('costs'))
      .description('Show what projects used in a month, and what it cost')
      .option('--month <month>', 'such as 2026-11; the current one by default')
      .option('--teams', 'team by team instead')
      .option('--csv', 'for a spreadsheet')
      .action((flags: Flags) => showCosts(flags, io)),
    ['costs', 'costs --month 2026-10 --teams', 'costs --csv > costs.csv'],
  );
}
