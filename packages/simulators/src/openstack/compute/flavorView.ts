import type { Json } from '../../kernel/json';
import type { FlavorCopy, FlavorRow } from './rows';

export function links(origin: string, collection: string, id: string): Json[] {
  return [
    { rel: 'self', href: `${origin}/compute/v2.1/${collection}/${id}` },
    { rel: 'bookmark', href: `${origin}/compute/${collection}/${id}` },
  ];
}

export function bookmark(
  origin: string,
  collection: string,
  id: string,
): Json[] {
  return [{ rel: 'bookmark', href: `${origin}/compute/${collection}/${id}` }];
}

export function flavorSummary(
  row: FlavorRow,
  origin: string,
  minor: number,
): Json {
  return {
    id: row.id,
    name: row.name,
    links: links(origin, 'flavors', row.id),
    ...(minor >= 55 ? { description: row.description } : {}),
  };
}

export function flavorView(
  row: FlavorRow,
  origin: string,
  minor: number,
): Json {
  return {
    id: row.id,
    name: row.name,
    ram: row.ram,
    disk: row.disk,
    // An empty string until 2.75, when there is none.
    swap: row.swap === 0 && minor < 75 ? '' : row.swap,
    'OS-FLV-EXT-DATA:ephemeral': row.ephemeral,
    'OS-FLV-DISABLED:disabled': false,
    vcpus: row.vcpus,
    'os-flavor-access:is_public': row.isPublic,
    rxtx_factor: 1.0,
    links: links(origin, 'flavors', row.id),
    ...(minor >= 55 ? { description: row.description } : {}),
    ...(minor >= 61 ? { extra_specs: row.extraSpecs } : {}),
  };
}

/** Inside a server: from 2.47 the whole flavor, without its id. */
export function embeddedFlavor(
  copy: FlavorCopy,
  origin: string,
  minor: number,
): Json {
  if (minor < 47) {
    return { id: copy.id, links: bookmark(origin, 'flavors', copy.id) };
  }
  return {
    vcpus: copy.vcpus,
    ram: copy.ram,
    disk: copy.disk,
    ephemeral: copy.ephemeral,
    swap: copy.swap,
    original_name: copy.name,
    extra_specs: copy.extraSpecs,
  };
}
