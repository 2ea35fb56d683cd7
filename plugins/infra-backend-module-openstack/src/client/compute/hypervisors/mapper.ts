import type { HostCapacity } from '@ironstage/plugin-infra-common';
import { clip, type InventoryItem } from '@ironstage/plugin-infra-node';
import type { WireService } from '../../services';
import type { WireHypervisor } from './types';

function statusOf(host: WireHypervisor, service: WireService | undefined) {
  if (host.state !== 'up' || service?.forced_down) {
    return 'down';
  }
  return host.status === 'enabled' ? 'up' : 'disabled';
}

/**
 * Nova hypervisor with its service, its capacity and the names of its aggregates → inventory row. Nova
 * tells no system UUID: the machine below is recognised by host name and address.
 */
export function toHypervisorItem(
  host: WireHypervisor,
  service: WireService | undefined,
  holds: { capacity: HostCapacity; unknownAccelerators: string[] } | undefined,
  aggregates: readonly string[],
): InventoryItem {
  return {
    kind: 'hypervisor',
    externalId: host.id,
    name: host.hypervisor_hostname,
    status: statusOf(host, service),
    zone: service?.zone ?? undefined,
    capacity: holds?.capacity,
    attributes: {
      hostname: host.hypervisor_hostname,
      ...(host.host_ip && { addresses: [host.host_ip] }),
      ...(host.hypervisor_type && { hypervisorType: host.hypervisor_type }),
      ...(holds &&
        holds.unknownAccelerators.length > 0 && {
          unknownAccelerators: holds.unknownAccelerators,
        }),
      ...(aggregates.length > 0 && { aggregates: [...aggregates] }),
      ...(host.status !== 'enabled' &&
        host.service.disabled_reason && {
          disabledReason: clip(host.service.disabled_reason, 500),
        }),
    },
  };
}
