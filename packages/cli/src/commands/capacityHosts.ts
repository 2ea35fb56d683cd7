import {
  HOST_SORTS,
  MAX_HOSTS,
  type CapacityPart,
} from '@ironstage/plugin-infra-common';
import { InvalidArgumentError } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { dimensionsOf } from '../output/amounts';
import type { Paint } from '../output/style';
import { table } from '../output/table';

/** What narrows and orders hosts. */
export interface HostFlags extends CommonFlags {
  provider?: string[];
  site?: string[];
  zone?: string[];
  status?: string[];
  search?: string;
  sort: string;
  limit: number;
  offset: number;
}

/** An order that the REST API takes. */
export function hostSort(text: string): string {
  const column = text.replace(/^-/, '');
  if (!(HOST_SORTS as readonly string[]).includes(column)) {
    throw new InvalidArgumentError(
      `Give one of ${HOST_SORTS.join(', ')}, with - in front for descending.`,
    );
  }
  return text;
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
        { title: 'PROVIDER', value: host => host.provider },
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

/** `capacity --hosts` */
export async function showHosts(flags: HostFlags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const { provider, site, zone, status, search, sort, offset } = flags;
  const page = await client.listCapacityHosts(
    {
      provider,
      site,
      zone,
      status,
      q: search,
      sort,
      limit: Math.min(flags.limit, MAX_HOSTS),
      offset,
    },
    { signal: io.signal },
  );
  printer.issues(page.errors);
  printer.result(page, () =>
    page.items.length === 0
      ? 'No host matches.'
      : hostsText(page.items, printer.paint),
  );
  const end = offset + page.items.length;
  if (end < page.total) {
    printer.remark(
      `${page.items.length} of ${page.total}; the next ones with --offset ${end}`,
    );
  }
}
