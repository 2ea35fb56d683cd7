import type { Impact } from '@ironstage/plugin-infra-common';
import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { wholeNumber, withCommon, withExamples } from '../options';
import type { Paint } from '../output/style';
import { table, type Column } from '../output/table';

interface Flags extends CommonFlags {
  limit: number;
  offset: number;
}

const NOUNS: Array<[key: keyof Impact['counts'], one: string, many: string]> = [
  ['rooms', 'room', 'rooms'],
  ['racks', 'rack', 'racks'],
  ['feeds', 'power feed', 'power feeds'],
  ['switches', 'switch', 'switches'],
  ['networks', 'network', 'networks'],
  ['machines', 'machine', 'machines'],
  ['hypervisors', 'host', 'hosts'],
  ['instances', 'instance', 'instances'],
];

const plural = (count: number, one: string, many: string) =>
  `${count} ${count === 1 ? one : many}`;

function summary({ target, counts }: Impact): string {
  const parts = NOUNS.filter(([key]) => counts[key] > 0).map(
    ([key, one, many]) => plural(counts[key], one, many),
  );
  return `Without ${target.kind} ${target.name}, these go down: ${parts.join(
    ', ',
  )} (${counts.running} running).`;
}

function survival({ survives }: Impact): string[] {
  const { redundantTotal, groupsTotal, otherNetwork, unmanaged } = survives;
  const saved = survives.groups.filter(group => group.left > 0).length;
  const lines: Array<[number, string]> = [
    [
      redundantTotal,
      `On by another feed or switch: ${redundantTotal} of places, equipment and machines.`,
    ],
    [otherNetwork, `On by another network: ${otherNetwork} of instances.`],
    [
      groupsTotal,
      `Keep some instances: ${saved} of ${groupsTotal} server groups.`,
    ],
    [
      unmanaged,
      `On without the provider that manages them: ${unmanaged} machines.`,
    ],
  ];
  return lines.filter(([count]) => count > 0).map(([, line]) => line);
}

function section<T>(
  title: string,
  columns: Column<T>[],
  rows: T[],
  paint: Paint,
): string[] {
  return rows.length === 0
    ? []
    : [`${paint('bold', title)}\n${table(columns, rows, paint)}`];
}

function projectOf(row: Impact['projects']['items'][number]): string {
  const { project, tenant } = row;
  return (
    project ??
    (tenant ? `${tenant.name} (tenant of ${tenant.provider})` : '(none)')
  );
}

function impactText(impact: Impact, paint: Paint): string {
  const { projects, instances, uncertain, survives } = impact;
  return [
    [summary(impact), ...survival(impact)].join('\n'),
    ...section(
      'Whose it is',
      [
        { title: 'PROJECT', value: projectOf },
        { title: 'OWNER', value: row => row.owner },
        { title: 'DOWN', value: row => String(row.down), right: true },
        { title: 'LEFT', value: row => String(row.left), right: true },
      ],
      projects.items,
      paint,
    ),
    ...section(
      'What goes on, and by what',
      [
        { title: 'NAME', value: row => row.name },
        { title: 'KIND', value: row => row.kind },
        { title: 'LOSES', value: row => row.lost.join(', ') },
        { title: 'KEEPS', value: row => row.left.join(', ') },
      ],
      survives.redundant,
      paint,
    ),
    ...section(
      'Instances',
      [
        { title: 'NAME', value: row => row.name },
        { title: 'STATUS', value: row => row.status },
        { title: 'PROJECT', value: row => row.project },
        { title: 'HOST', value: row => row.host },
        { title: 'REF', value: row => row.ref },
      ],
      instances,
      paint,
    ),
    ...section(
      'May go down as well: nobody can tell from here',
      [
        { title: 'HOST', value: row => row.host.name },
        { title: 'ON', value: row => row.machine.name },
        { title: 'BY', value: row => row.by },
        {
          title: 'INSTANCES',
          value: row => String(row.instances),
          right: true,
        },
      ],
      uncertain,
      paint,
    ),
  ].join('\n\n');
}

async function showImpact(target: string, flags: Flags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const { limit, offset } = flags;
  const found = await client.getImpact(
    { target, limit, offset },
    { signal: io.signal },
  );
  printer.result(found, () => impactText(found, printer.paint));
  if (found.hiddenInstances > 0) {
    printer.remark(
      `${found.hiddenInstances} instances are counted that you may not see.`,
      'yellow',
    );
  }
  if (found.next !== null) {
    printer.remark(
      `${found.instances.length} of ${found.counts.instances} instances; the next ones with --offset ${found.next}`,
    );
  }
}

/** `impact` */
export function addImpactCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('impact'))
      .description('Show what goes down with something, and what does not')
      .argument(
        '<target>',
        'a site, room, rack, power feed, switch, provider, network, host or machine: its name, kind:name, or ref',
      )
      .option('--limit <number>', 'instances, 200 at most', wholeNumber(1), 50)
      .option('--offset <number>', 'instances to skip', wholeNumber(0), 0)
      .action((target: string, flags: Flags) => showImpact(target, flags, io)),
    [
      'impact r11',
      'impact feed:ups-a',
      'impact machine:maas-eu1/4y3h7n --json',
    ],
  );
}
