import type { IndexableDocument } from '@backstage/plugin-search-common';
import type { Resource, ResourceKind } from '@ironstage/plugin-infra-common';

/** Kinds that the catalog has no entities of and that people look for by name, and their word. */
const KINDS: Partial<Record<ResourceKind, string>> = {
  hypervisor: 'Hypervisor',
  machine: 'Machine',
  network: 'Network',
  storage: 'Storage',
};

/** Attributes that people know hardware by. */
const KNOWN_BY = [
  'hostname',
  'fqdn',
  'addresses',
  'serial',
  'vendor',
  'product',
  'rack',
  'tags',
];

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((text): text is string => typeof text === 'string');
}

/** What the search knows of a row; undefined for kinds that it leaves to the catalog. */
export function inventoryDocument(
  row: Resource,
): (IndexableDocument & { kind: string }) | undefined {
  const kind = KINDS[row.kind];
  if (!kind) {
    return undefined;
  }
  const query = new URLSearchParams({ kind: row.kind, open: row.ref });
  const known = KNOWN_BY.flatMap(name => texts(row.attributes[name]));
  return {
    title: row.name,
    text: [
      `${kind} at ${row.provider}, site ${row.site}`,
      ...new Set(known.filter(text => text !== row.name)),
    ].join(' · '),
    location: `/infra/inventory?${query}`,
    kind,
    authorization: { resourceRef: row.ref },
  };
}
