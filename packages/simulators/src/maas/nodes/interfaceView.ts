import type { MaasContext } from '../MaasContext';
import { subnetView, vlanView } from '../network/views';
import type { NicRow, NodeRow } from '../rows';

function linkView(nic: NicRow, context: MaasContext) {
  const subnet = nic.subnetId && context.tables.subnets.get(nic.subnetId);
  if (!subnet) {
    return { id: nic.linkId, mode: 'link_up' };
  }
  return {
    id: nic.linkId,
    ...(nic.ip ? { ip_address: nic.ip } : {}),
    mode: 'auto',
    subnet: subnetView(subnet, context),
  };
}

/** An entry of `interface_set`; `boot_interface` is the first of them. */
export function interfaceView(
  nic: NicRow,
  node: NodeRow,
  context: MaasContext,
) {
  const vlan = nic.vlanId ? context.tables.vlans.get(nic.vlanId) : undefined;
  return {
    children: [],
    discovered: null,
    effective_mtu: vlan?.mtu ?? 1500,
    enabled: true,
    firmware_version: nic.vendor ? '22.39.2048' : null,
    id: nic.id,
    interface_speed: nic.speed,
    link_connected: nic.speed > 0 || !node.commissioned,
    link_speed: nic.speed,
    links: vlan ? [linkView(nic, context)] : [],
    mac_address: nic.mac,
    name: nic.name,
    numa_node: nic.numa,
    params: {},
    parents: [],
    product: nic.product,
    resource_uri: `/MAAS/api/2.0/nodes/${node.id}/interfaces/${nic.id}/`,
    sriov_max_vf: 0,
    system_id: node.id,
    tags: [],
    type: 'physical',
    vendor: nic.vendor,
    vlan: vlan ? vlanView(vlan, context) : null,
  };
}
