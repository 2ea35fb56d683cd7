import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  EXPORT_FORMATS,
  RESOURCE_FACETS,
  RESOURCE_KINDS,
  type ExportFormat,
  type Resource,
  type ResourceFacets,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import { Option, type Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { several, wholeNumber, withCommon, withExamples } from '../options';
import type { Printer } from '../output/Printer';
import { table } from '../output/table';

interface Flags extends CommonFlags {
  kind?: ResourceKind[];
  provider?: string[];
  site?: string[];
  project?: string[];
  owner?: string[];
  status?: string[];
  search?: string;
  sort: string;
  limit: number;
  offset: number;
  facets?: boolean;
  export?: ExportFormat;
}

const status = (row: Resource) => `${row.status}${row.stale ? ' (stale)' : ''}`;

function filtersOf(flags: Flags) {
  const { kind, provider, site, project, owner, search } = flags;
  return {
    ...{ kind, provider, site, project, owner },
    status: flags.status,
    q: search,
  };
}

function facetTables(counted: ResourceFacets, printer: Printer): string {
  const there = RESOURCE_FACETS.filter(
    facet => counted.facets[facet].length > 0,
  );
  if (there.length === 0) {
    return 'Nothing in the inventory matches.';
  }
  return there
    .map(facet =>
      table(
        [
          { title: facet.toUpperCase(), value: row => row.value ?? '(none)' },
          {
            title: 'ROWS',
            value: row => row.count.toLocaleString('en'),
            right: true,
          },
        ],
        counted.facets[facet],
        printer.paint,
      ),
    )
    .join('\n\n');
}

async function listFacets(flags: Flags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const counted = await client.getResourceFacets(filtersOf(flags), {
    signal: io.signal,
  });
  printer.result(counted, () => facetTables(counted, printer));
  if (!counted.totalIsExact) {
    printer.remark(
      `More than ${counted.total} rows match; the counts are of so many.`,
    );
  }
}

async function exportRows(flags: Flags, io: Io): Promise<void> {
  const { client } = openContext(flags, io);
  const rows = await client.exportResources(
    { ...filtersOf(flags), sort: flags.sort, format: flags.export },
    { signal: io.signal },
  );
  const stream = Readable.fromWeb(
    rows as Parameters<typeof Readable.fromWeb>[0],
  );
  await pipeline(stream, io.stdout, { end: false, signal: io.signal });
}

async function list(flags: Flags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const { sort, limit, offset } = flags;
  const page = await client.listResources(
    { ...filtersOf(flags), sort, limit, offset },
    { signal: io.signal },
  );
  printer.issues(page.errors);
  printer.result(page, () =>
    page.items.length === 0
      ? 'Nothing in the inventory matches.'
      : table(
          [
            { title: 'KIND', value: row => row.kind },
            { title: 'NAME', value: row => row.name },
            { title: 'STATUS', value: status },
            { title: 'PROJECT', value: row => row.project },
            { title: 'SITE', value: row => row.site },
            {
              title: 'LEASE ENDS',
              value: row => row.leaseEndsAt?.slice(0, 10),
            },
            { title: 'REF', value: row => row.ref },
          ],
          page.items,
          printer.paint,
        ),
  );
  const end = offset + page.items.length;
  const isAll = page.totalIsExact === false ? !page.next : end >= page.total;
  if (!isAll) {
    const total =
      page.totalIsExact === false ? `more than ${page.total}` : page.total;
    printer.remark(
      `${page.items.length} of ${total}; the next ones with --offset ${end}`,
    );
  }
}

function inventory(flags: Flags, io: Io): Promise<void> {
  if (flags.export) {
    return exportRows(flags, io);
  }
  return flags.facets ? listFacets(flags, io) : list(flags, io);
}

/** `inventory` */
export function addInventoryCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('inventory'))
      .description('List what there is, filtered; count it, or export it')
      .addOption(
        new Option('--kind <kind...>', 'kinds').choices([...RESOURCE_KINDS]),
      )
      .option('--provider <id>', 'at a provider; may be repeated', several)
      .option('--site <site>', 'at a site; may be repeated', several)
      .option('--project <name>', 'of a project; may be repeated', several)
      .option('--owner <ref>', 'of a team; may be repeated', several)
      .option('--status <status>', 'in a status; may be repeated', several)
      .option(
        '--search <text>',
        'part of a name, an id, an address, a serial, a project or a team',
      )
      .option('--sort <column>', 'such as name or -createdAt', 'name')
      .option('--limit <number>', 'rows, 200 at most', wholeNumber(1), 50)
      .option('--offset <number>', 'rows to skip', wholeNumber(0), 0)
      .addOption(
        new Option(
          '--facets',
          'how many rows there are of each kind, provider, site, status, project and owner',
        ).conflicts('export'),
      )
      .addOption(
        new Option(
          '--export <format>',
          'all rows that match, written to standard output',
        )
          .choices([...EXPORT_FORMATS])
          .conflicts('json'),
      )
      .action((flags: Flags) => inventory(flags, io)),
    [
      'inventory --kind instance --project payments-dev',
      'inventory --kind flavor image',
      'inventory --search 10.20.0.14 --json',
      'inventory --facets --kind instance',
      'inventory --export csv --kind instance > instances.csv',
    ],
  );
}
