import { Refusal, text } from '../http/reply';
import type { MaasContext } from '../MaasContext';
import type { SubnetRow } from '../rows';
import { SubnetSpace, toAddress, type Stretch } from './SubnetSpace';

function lengthOf(stretch: Stretch): number {
  return stretch.end - stretch.start + 1;
}

function isOn(query: URLSearchParams, name: string): boolean {
  return ['1', 'true', 'yes', 'on'].includes(query.get(name) ?? '');
}

/** `subnets/ID/?op=statistics` */
export function statistics(
  subnet: SubnetRow,
  query: URLSearchParams,
  context: MaasContext,
) {
  const space = new SubnetSpace(subnet, context);
  if (space.total <= 0) {
    // a subnet of one address has none to give: MAAS stumbles over its share
    throw new Refusal(text(500, 'division by zero'));
  }
  const gaps = space.unused();
  const free = gaps.reduce((sum, gap) => sum + lengthOf(gap), 0);
  const taken = space.total - free;
  const usage = taken / space.total;
  const largest = gaps.reduce((most, gap) => Math.max(most, lengthOf(gap)), 0);
  return {
    available_string: `${Math.round((1 - usage) * 100)}%`,
    first_address: toAddress(space.first),
    ip_version: 4,
    largest_available: largest,
    last_address: toAddress(space.last),
    num_available: free,
    num_unavailable: taken,
    total_addresses: space.total,
    usage,
    usage_string: `${Math.round(usage * 100)}%`,
    ...(isOn(query, 'include_ranges')
      ? {
          ranges: [...space.used(), ...gaps]
            .sort((a, b) => a.start - b.start)
            .map(stretch => ({
              end: toAddress(stretch.end),
              num_addresses: lengthOf(stretch),
              purpose: stretch.purpose,
              start: toAddress(stretch.start),
            })),
        }
      : {}),
    ...(isOn(query, 'include_suggestions')
      ? {
          suggested_dynamic_range: null,
          suggested_gateway: subnet.gatewayIp ? null : toAddress(space.first),
        }
      : {}),
  };
}
