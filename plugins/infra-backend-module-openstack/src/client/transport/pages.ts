import {
  fieldOf,
  isProviderError,
  readRows,
  type OnOddRow,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport, ServiceCall } from './OpenStackTransport';

/** Rows asked for at a time: larger pages make Nova slow, smaller ones make many calls. */
export const PAGE_SIZE = 200;

/** Listings begun again because the row that marks the page was deleted meanwhile. */
const MAX_RESTARTS = 3;

const linkSchema = z.object({ rel: z.string(), href: z.string() });

/** Where the next page begins, whatever host the link names; undefined on the last page. */
function nextMarker(
  body: Record<string, unknown>,
  collection: string,
): string | undefined {
  const links = z.array(linkSchema).safeParse(body[`${collection}_links`]);
  const href = links.success
    ? links.data.find(link => link.rel === 'next')?.href
    : // Glance and Keystone
      z.string().safeParse(body.next).data ??
      z.object({ next: z.string() }).safeParse(body.links).data?.next;
  return href
    ? new URL(href, 'http://localhost').searchParams.get('marker') ?? undefined
    : undefined;
}

/** True of a row that has not been seen; of one without an id, too. Takes note of it. */
function isFirst(seen: Set<string>, row: unknown): boolean {
  const id = fieldOf(row, 'uuid') ?? fieldOf(row, 'id');
  if (id === undefined) {
    return true;
  }
  const known = seen.has(id);
  seen.add(id);
  return !known;
}

/**
 * Lists a collection page by page. A page is the last one when the service links no next one:
 * a short page proves nothing, because services cap the page size silently. A row comes once: a listing begun
 * again, or a row that moves between two pages, brings some twice. A row that does not parse is
 * told and left out; where nobody is there to be told the listing fails, since what is left out would be
 * taken for gone.
 */
export async function* listPages<S extends z.ZodType>(
  transport: OpenStackTransport,
  call: Omit<ServiceCall, 'method'>,
  collection: string,
  row: S,
  onOdd?: OnOddRow,
): AsyncGenerator<Array<z.output<S>>> {
  const pageSchema = z.looseObject({
    [collection]: z.array(onOdd ? z.unknown() : row),
  });
  const seen = new Set<string>();
  let marker: string | undefined;
  let restarts = 0;
  for (;;) {
    let page: Record<string, unknown>;
    try {
      page = await transport.call(
        {
          ...call,
          method: 'GET',
          query: { ...call.query, limit: String(PAGE_SIZE), marker },
        },
        pageSchema,
      );
    } catch (error) {
      const lostMarker =
        marker !== undefined && isProviderError(error, 'invalid', 'not-found');
      if (!lostMarker || restarts === MAX_RESTARTS) {
        throw error;
      }
      restarts += 1;
      marker = undefined;
      continue;
    }
    const listed = page[collection] as unknown[];
    const fresh = listed.filter(one => isFirst(seen, one));
    const rows = onOdd
      ? readRows<z.output<S>>(fresh, row, onOdd)
      : (fresh as Array<z.output<S>>);
    if (rows.length > 0) {
      yield rows;
    }
    const next = nextMarker(page, collection);
    // Neutron links a next page that is empty; a marker that stays would never end
    if (next === undefined || next === marker || listed.length === 0) {
      return;
    }
    marker = next;
  }
}

/** All rows of a collection at once, for those that are small. */
export async function listAll<S extends z.ZodType>(
  transport: OpenStackTransport,
  call: Omit<ServiceCall, 'method'>,
  collection: string,
  row: S,
  onOdd?: OnOddRow,
): Promise<Array<z.output<S>>> {
  const rows: Array<z.output<S>> = [];
  for await (const page of listPages(transport, call, collection, row, onOdd)) {
    rows.push(...page);
  }
  return rows;
}

/** Rows of a collection that its service sends all at once, whatever is asked. */
export async function listWhole<S extends z.ZodType>(
  transport: OpenStackTransport,
  call: Omit<ServiceCall, 'method'>,
  collection: string,
  row: S,
  onOdd?: OnOddRow,
): Promise<Array<z.output<S>>> {
  const found = await transport.call(
    { ...call, method: 'GET' },
    z.looseObject({ [collection]: z.array(onOdd ? z.unknown() : row) }),
  );
  const listed = found[collection] as unknown[];
  return onOdd
    ? readRows<z.output<S>>(listed, row, onOdd)
    : (listed as Array<z.output<S>>);
}
