import {
  MACHINE_GROUPINGS,
  MAX_HOSTS,
  type Capacity,
  type CapacityPart,
  type GpuCapacity,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import { Option, type Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { several, wholeNumber, withCommon, withExamples } from '../options';
import { dimensionsOf, type Dimension } from '../output/amounts';
import type { Paint } from '../output/style';
import { table } from '../output/table';
import { hostSort, showHosts, type HostFlags } from './capacityHosts';
import { showMachines, type MachineFlags } from './capacityMachines';
import {
  capacityClass,
  showForecast,
  showHistory,
  since,
  type TimeFlags,
} from './capacityTime';

type Figures = Capacity['overall'] | CapacityPart;

function figuresText(title: string, figures: Figures, paint: Paint): string {
  const columns: Array<[string, ResourceVector | null]> = [
    ['TOTAL', figures.total],
    ['RESERVED', figures.reserved],
    ['DELIVERABLE', figures.deliverable],
    ['ALLOCATED', figures.allocated],
    ['GRANTED', figures.granted],
    ['FREE', figures.free],
  ];
  return [
    paint('bold', title),
    table<Dimension>(
      [
        { title: '', value: one => one.title },
        ...columns.map(([name, vector]) => ({
          title: name,
          right: true,
          value: (one: Dimension) => vector && one.format(one.of(vector)),
        })),
      ],
      dimensionsOf(columns.flatMap(([, vector]) => vector ?? [])).filter(
        // clouds do not limit the number of instances on their hosts
        one => one.title !== 'Instances' || one.of(figures.deliverable) > 0,
      ),
      paint,
    ),
  ].join('\n');
}

function gpusText(gpus: GpuCapacity[], paint: Paint): string {
  const count = (of: (one: GpuCapacity) => number | null) => ({
    right: true,
    value: (one: GpuCapacity) => of(one)?.toString(),
  });
  return [
    paint('bold', 'GPUs (cards and slices are different things)'),
    table<GpuCapacity>(
      [
        { title: 'MODEL', value: one => one.model },
        { title: 'FORM', value: one => one.form },
        { title: 'IN MACHINES', ...count(one => one.inMachines) },
        { title: 'FOR INSTANCES', ...count(one => one.deliverable) },
        { title: 'ALLOCATED', ...count(one => one.allocated) },
        { title: 'GRANTED', ...count(one => one.granted) },
        { title: 'FREE', ...count(one => one.free) },
      ],
      gpus,
      paint,
    ),
  ].join('\n');
}

async function showOverview(flags: CommonFlags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const capacity = await client.getCapacity({ signal: io.signal });
  printer.issues(capacity.errors);
  const { paint } = printer;
  printer.result(capacity, () =>
    [
      figuresText('All providers', capacity.overall, paint),
      ...capacity.providers.map(one =>
        figuresText(
          `${one.name} (${one.id})${one.stale ? ', out of date' : ''}`,
          one,
          paint,
        ),
      ),
      ...(capacity.gpus.length > 0 ? [gpusText(capacity.gpus, paint)] : []),
    ].join('\n\n'),
  );
}

type Flags = HostFlags &
  MachineFlags &
  TimeFlags & { hosts?: boolean; machines?: boolean; forecast?: boolean };

/** What is shown; one of these at a time. */
const VIEWS = ['hosts', 'machines', 'history', 'forecast'];

const view = (flags: string, description: string) =>
  new Option(flags, description).conflicts(
    VIEWS.filter(name => !flags.startsWith(`--${name}`)),
  );

/** `capacity` */
export function addCapacityCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('capacity'))
      .description('Show what the estate has, has given away and has left')
      .addOption(view('--hosts', 'host by host, if you may see them'))
      .addOption(
        view('--machines', 'bare metal by what it is for and where it stands'),
      )
      .addOption(
        view(
          '--history <class>',
          'over time: vcpus, memoryBytes, storageBytes, machines or gpus.<model>',
        ).argParser(capacityClass),
      )
      .addOption(view('--forecast', 'when it runs out, and how sure that is'))
      .option('--since <date>', 'history from then on; 30 days', since)
      .addOption(
        new Option('--by <what>', 'what machines are counted by')
          .choices([...MACHINE_GROUPINGS])
          .default('role'),
      )
      .option('--provider <id>', 'of a provider; may be repeated', several)
      .option('--site <site>', 'at a site; may be repeated', several)
      .option(
        '--zone <zone>',
        'in a zone, not of machines; may be repeated',
        several,
      )
      .option(
        '--status <status>',
        'hosts in a status; may be repeated',
        several,
      )
      .option('--search <text>', 'part of the name of a host')
      .option(
        '--sort <column>',
        'of hosts: name, or how full they are, such as -vcpus',
        hostSort,
        'name',
      )
      .option(
        '--limit <number>',
        `hosts, ${MAX_HOSTS} at most`,
        wholeNumber(1),
        50,
      )
      .option('--offset <number>', 'hosts to skip', wholeNumber(0), 0)
      .action((flags: Flags) => {
        if (flags.hosts) {
          return showHosts(flags, io);
        }
        if (flags.machines) {
          return showMachines(flags, io);
        }
        if (flags.history) {
          return showHistory(flags, io);
        }
        return flags.forecast
          ? showForecast(flags, io)
          : showOverview(flags, io);
      }),
    [
      'capacity',
      'capacity --hosts --sort -memoryBytes --limit 10',
      'capacity --machines --by gpu',
      'capacity --history vcpus --since 2026-05-01 --site eu1',
      'capacity --forecast',
      'capacity --json',
    ],
  );
}
