import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { SubnetStatistics, WireSubnet } from './NetworkClient';

/** Subnet → network row. Use is told in whole percent, so that a lease more does not make a new row. */
export function toNetworkItem(
  subnet: WireSubnet,
  use: SubnetStatistics | undefined,
): InventoryItem {
  const { vlan } = subnet;
  const attributes = {
    type: 'subnet',
    cidrs: [subnet.cidr],
    description: subnet.description || undefined,
    gateway: subnet.gateway_ip ?? undefined,
    dnsServers: subnet.dns_servers ?? undefined,
    fabric: vlan.fabric,
    vlan: vlan.vid,
    vlanName: vlan.name,
    mtu: vlan.mtu ?? undefined,
    dhcp: vlan.dhcp_on ?? undefined,
    space:
      subnet.space && subnet.space !== 'undefined' ? subnet.space : undefined,
    usedPercent: use && Math.round(use.usage * 100),
  };
  return {
    kind: 'network',
    externalId: String(subnet.id),
    name: subnet.name,
    status: 'active',
    attributes: JSON.parse(JSON.stringify(attributes)),
  };
}
