import {
  SEGMENT_ROLES,
  type NetworkSegment,
  type SegmentRole,
} from '@ironstage/plugin-infra-common';
import { Option, type Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { several, wholeNumber, withCommon, withExamples } from '../options';
import { table } from '../output/table';

interface Flags extends CommonFlags {
  role?: SegmentRole[];
  site?: string[];
  provider?: string[];
  overlapping?: boolean;
  limit: number;
  offset: number;
}

function overlapsText({ overlaps, moreOverlaps }: NetworkSegment): string {
  const told = overlaps.map(
    ({ name, provider, otherCidr }) => `${name} at ${provider} (${otherCidr})`,
  );
  return [...told, ...(moreOverlaps > 0 ? [`${moreOverlaps} more`] : [])].join(
    ', ',
  );
}

const use = ({ usedPercent }: NetworkSegment) =>
  usedPercent === null ? null : `${usedPercent} %`;

async function networks(flags: Flags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const { role, site, provider, overlapping, limit, offset } = flags;
  const page = await client.listNetworkSegments(
    { role, site, provider, overlapping, limit, offset },
    { signal: io.signal },
  );
  printer.issues(page.errors);
  printer.result(page, () =>
    page.items.length === 0
      ? 'There is no such network that you may see.'
      : table<NetworkSegment>(
          [
            { title: 'ROLE', value: one => one.role },
            { title: 'NAME', value: one => one.name },
            { title: 'RANGES', value: one => one.cidrs.join(', ') },
            { title: 'GATEWAY', value: one => one.gateway },
            {
              title: 'VLAN',
              right: true,
              value: one => (one.vlan === null ? null : String(one.vlan)),
            },
            { title: 'USED', right: true, value: use },
            { title: 'AT', value: one => one.provider },
            { title: 'OVERLAPS', value: overlapsText },
          ],
          page.items,
          printer.paint,
        ),
  );
  for (const { site: at, roles } of page.missing) {
    printer.remark(`Missing at ${at}: ${roles.join(', ')}`, 'yellow');
  }
  const end = offset + page.items.length;
  if (end < page.total) {
    printer.remark(
      `${page.items.length} of ${page.total}; the next ones with --offset ${end}`,
    );
  }
  if (!page.isComplete) {
    printer.remark('There are more networks than are looked at.', 'yellow');
  }
}

/** `networks` */
export function addNetworksCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('networks'))
      .description(
        'Show the networks of all clouds by what they are for, where they overlap, and what is missing',
      )
      .addOption(
        new Option('--role <role...>', 'roles').choices([...SEGMENT_ROLES]),
      )
      .option('--site <site>', 'at a site; may be repeated', several)
      .option('--provider <id>', 'at a provider; may be repeated', several)
      .option('--overlapping', 'those that share addresses with another')
      .option('--limit <number>', 'networks, 200 at most', wholeNumber(1), 50)
      .option('--offset <number>', 'networks to skip', wholeNumber(0), 0)
      .action((flags: Flags) => networks(flags, io)),
    [
      'networks',
      'networks --role oob mgmt --site eu1',
      'networks --overlapping',
    ],
  );
}
