import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { operationOfTags } from '../../ownership';
import type { WireNetwork } from './types';

/** Neutron network with the ranges of its subnets → inventory row. */
export function toNetworkItem(
  network: WireNetwork,
  cidrs: readonly string[],
): InventoryItem {
  const operationId = operationOfTags([network.description ?? '']);
  return {
    kind: 'network',
    externalId: network.id,
    name: network.name || network.id,
    status: network.status.toLowerCase(),
    projectExternalId: network.project_id || undefined,
    attributes: {
      cidrs: [...cidrs].sort(),
      shared: network.shared,
      external: network['router:external'],
      ...(operationId && { operationId }),
    },
    createdAt: network.created_at,
  };
}
