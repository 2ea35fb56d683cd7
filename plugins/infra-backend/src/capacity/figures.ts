import {
  subtractVectors,
  sumVectors,
  type CapacityFigures,
  type CapacityPart,
} from '@ironstage/plugin-infra-common';
import type { HostRow } from '../inventory/InventoryStore';

/** Adds hosts up; a host that is down or disabled delivers nothing but holds what it holds. */
export function figuresOf(hosts: HostRow[]): CapacityFigures {
  const sum = (part: 'total' | 'reserved' | 'deliverable' | 'allocated') =>
    sumVectors(hosts.map(host => host.capacity[part]));
  const free = sumVectors(
    hosts
      .filter(host => host.status === 'up')
      .map(host =>
        subtractVectors(host.capacity.deliverable, host.capacity.allocated),
      ),
  );
  return {
    total: sum('total'),
    reserved: sum('reserved'),
    deliverable: sum('deliverable'),
    allocated: sum('allocated'),
    free,
  };
}

/** One host as the REST API shows it. */
export function hostPart(host: HostRow, stale: boolean): CapacityPart {
  const { ref, name, provider, site, zone, status } = host;
  return {
    ...figuresOf([host]),
    id: ref,
    name,
    provider,
    site,
    zone,
    status,
    stale,
    granted: null,
  };
}
