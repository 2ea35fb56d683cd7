import type {
  Capacity,
  CapacityPart,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { withCommon, withExamples } from '../options';
import { dimensionsOf, type Dimension } from '../output/amounts';
import type { Paint } from '../output/style';
import { table } from '../output/table';

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

function hostsText(hosts: CapacityPart[], paint: Paint): string {
  const dimensions = dimensionsOf(hosts.map(host => host.total)).filter(
    one => one.title !== 'Instances',
  );
  return [
    paint('bold', 'Hosts (free of deliverable)'),
    table<CapacityPart>(
      [
        { title: 'HOST', value: host => host.name },
        {
          title: 'STATUS',
          value: host => `${host.status}${host.stale ? ' (stale)' : ''}`,
        },
        ...dimensions.map(one => ({
          title: one.title.toUpperCase(),
          right: true,
          value: (host: CapacityPart) =>
            one.of(host.deliverable) === 0
              ? null
              : `${one.format(one.of(host.free))} of ${one.format(
                  one.of(host.deliverable),
                )}`,
        })),
      ],
      hosts,
      paint,
    ),
  ].join('\n');
}

/** `capacity` */
export function addCapacityCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('capacity'))
      .description('Show what the estate has, has given away and has left')
      .option('--hosts', 'host by host, if you may see them')
      .action(async (flags: CommonFlags & { hosts?: boolean }) => {
        const { client, printer } = openContext(flags, io);
        const capacity = await client.getCapacity({ signal: io.signal });
        printer.issues(capacity.errors);
        if (flags.hosts && !capacity.hosts) {
          printer.remark('You may not see single hosts.', 'yellow');
        }
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
            ...(flags.hosts && capacity.hosts?.length
              ? [hostsText(capacity.hosts, paint)]
              : []),
          ].join('\n\n'),
        );
      }),
    ['capacity', 'capacity --hosts', 'capacity --json'],
  );
}
