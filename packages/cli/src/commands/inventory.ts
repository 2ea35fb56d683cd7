import {
  RESOURCE_KINDS,
  type Resource,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import { Option, type Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { several, wholeNumber, withCommon, withExamples } from '../options';
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
}

const status = (row: Resource) => `${row.status}${row.stale ? ' (stale)' : ''}`;

async function inventory(flags: Flags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const { kind, provider, site, project, owner, sort, limit, offset } = flags;
  const page = await client.listResources(
    {
      kind,
      provider,
      site,
      project,
      owner,
      status: flags.status,
      q: flags.search,
      sort,
      limit,
      offset,
    },
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
  if (end < page.total) {
    printer.remark(
      `${page.items.length} of ${page.total}; the next ones with --offset ${end}`,
    );
  }
}

/** `inventory` */
export function addInventoryCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('inventory'))
      .description('List what there is, filtered')
      .addOption(
        new Option('--kind <kind...>', 'kinds').choices([...RESOURCE_KINDS]),
      )
      .option('--provider <id>', 'at a provider; may be repeated', several)
      .option('--site <site>', 'at a site; may be repeated', several)
      .option('--project <name>', 'of a project; may be repeated', several)
      .option('--owner <ref>', 'of a team; may be repeated', several)
      .option('--status <status>', 'in a status; may be repeated', several)
      .option('--search <text>', 'part of a name, an id or an address')
      .option('--sort <column>', 'such as name or -createdAt', 'name')
      .option('--limit <number>', 'rows, 200 at most', wholeNumber(1), 50)
      .option('--offset <number>', 'rows to skip', wholeNumber(0), 0)
      .action((flags: Flags) => inventory(flags, io)),
    [
      'inventory --kind instance --project payments-dev',
      'inventory --kind flavor image',
      'inventory --search 10.20.0.14 --json',
    ],
  );
}
