import type { HostCapacity } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { WireHypervisor, WireService } from './types';

function statusOf(host: WireHypervisor, service: WireService | undefined) {
  if (host.state !== 'up' || service?.forced_down) {
    return 'down';
  }
  return host.status === 'enabled' ? 'up' : 'disabled';
}

/** Nova hypervisor with its service and its capacity → inventory row. */
export function toHypervisorItem(
  host: WireHypervisor,
  service: WireService | undefined,
  capacity: HostCapacity | undefined,
): InventoryItem {
  return {
    kind: 'hypervisor',
    externalId: host.id,
    name: host.hypervisor_hostname,
    status: statusOf(host, service),
    zone: service?.zone ?? undefined,
    capacity,
    attributes: {},
  };
}
