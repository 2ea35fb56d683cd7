import type { OpenStackContext } from '../OpenStackContext';

export const DEFAULT_ZONE = 'nova';
export const INTERNAL_ZONE = 'internal';

/** The zone of a host: that of its aggregate, or `nova`. */
export function zoneOfHost(host: string, context: OpenStackContext): string {
  for (const aggregate of context.tables.aggregates.all()) {
    const zone = aggregate.metadata.availability_zone;
    if (zone && aggregate.hosts.includes(host)) {
      return zone;
    }
  }
  return DEFAULT_ZONE;
}

/** Every zone a server may ask for. */
export function zoneNames(context: OpenStackContext): string[] {
  const names = new Set<string>();
  for (const service of context.tables.computeServices.all()) {
    if (service.binary === 'nova-compute') {
      names.add(zoneOfHost(service.host, context));
    }
  }
  return [...names];
}
