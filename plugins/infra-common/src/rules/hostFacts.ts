import type { Resource } from '../model/resource';
import type { HostFacts } from './hostIdentity';

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === 'string',
  );

/** What a row of the inventory, a machine or a hypervisor, may be recognised by. @public */
export function hostFactsOf({
  name,
  site,
  attributes,
}: Pick<Resource, 'name' | 'site' | 'attributes'>): HostFacts {
  return {
    systemUuid: textOf(attributes.systemUuid),
    serial: textOf(attributes.serial),
    macs: textsOf(attributes.macs),
    bmcAddress: textOf(attributes.bmcAddress),
    addresses: textsOf(attributes.addresses),
    name: textOf(attributes.fqdn) ?? textOf(attributes.hostname) ?? name,
    site: site ?? undefined,
  };
}
