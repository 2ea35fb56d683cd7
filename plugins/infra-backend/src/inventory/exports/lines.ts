import type { ExportFormat, Resource } from '@ironstage/plugin-infra-common';
import { csvLine, type Cell } from './csv';

const listed = (value: unknown) =>
  Array.isArray(value)
    ? value.filter(one => typeof one === 'string').join(' ')
    : null;

const gpus = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([model, count]) => `${count} × ${model}`)
    .join(' ');

/** Columns of CSV. Programs go by their names and their order: new ones are put at the end. */
const COLUMNS: Array<[string, (row: Resource) => Cell]> = [
  ['ref', row => row.ref],
  ['kind', row => row.kind],
  ['name', row => row.name],
  ['status', row => row.status],
  ['provider', row => row.provider],
  ['site', row => row.site],
  ['zone', row => row.zone],
  ['project', row => row.project],
  ['owner', row => row.owner],
  ['host', row => row.host],
  ['externalId', row => row.externalId],
  ['addresses', row => listed(row.attributes.addresses)],
  ['vcpus', row => row.vector?.vcpus],
  ['memoryBytes', row => row.vector?.memoryBytes],
  ['storageBytes', row => row.vector?.storageBytes],
  ['gpus', row => row.vector && gpus(row.vector.gpus)],
  ['createdAt', row => row.createdAt],
  ['lastSeenAt', row => row.lastSeenAt],
  ['stale', row => row.stale],
  ['leaseEndsAt', row => row.leaseEndsAt],
];

async function* csv(pages: AsyncIterable<Resource[]>) {
  // together with the first rows: when these can't be read, nothing has been said yet
  let head = csvLine(COLUMNS.map(([title]) => title));
  for await (const rows of pages) {
    const lines = rows.map(row =>
      csvLine(COLUMNS.map(([, valueOf]) => valueOf(row))),
    );
    yield head + lines.join('');
    head = '';
  }
  yield head;
}

async function* ndjson(pages: AsyncIterable<Resource[]>) {
  for await (const rows of pages) {
    yield rows.map(row => `${JSON.stringify(row)}\n`).join('');
  }
}

/** Writes rows, a piece of text for each page of them; stopping it stops the reading. */
export const LINES: Record<
  ExportFormat,
  (pages: AsyncIterable<Resource[]>) => AsyncGenerator<string, void>
> = { csv, ndjson };
