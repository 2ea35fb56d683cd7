import type { MaasContext } from '../MaasContext';
import type { FabricRow, NamedRow, SubnetRow, VlanRow } from '../rows';

const API = '/MAAS/api/2.0';

export function spaceName(context: MaasContext, vlan: VlanRow): string {
  const space = vlan.spaceId && context.tables.spaces.get(vlan.spaceId);
  return space ? space.name : 'undefined';
}

export function vlanView(vlan: VlanRow, context: MaasContext) {
  return {
    dhcp_on: vlan.dhcpOn,
    external_dhcp: null,
    fabric: context.tables.fabrics.get(vlan.fabricId)?.name ?? '',
    fabric_id: Number(vlan.fabricId),
    id: Number(vlan.id),
    mtu: vlan.mtu,
    name: vlan.name,
    primary_rack: vlan.primaryRack,
    relay_vlan: null,
    resource_uri: `${API}/vlans/${vlan.id}/`,
    secondary_rack: vlan.secondaryRack,
    space: spaceName(context, vlan),
    vid: vlan.vid,
  };
}

export function fabricView(fabric: FabricRow, context: MaasContext) {
  return {
    class_type: fabric.classType,
    id: Number(fabric.id),
    name: fabric.name,
    resource_uri: `${API}/fabrics/${fabric.id}/`,
    vlans: context.tables.vlans
      .by('fabric', fabric.id)
      .map(vlan => vlanView(vlan, context)),
  };
}

export function subnetView(subnet: SubnetRow, context: MaasContext) {
  const vlan = context.tables.vlans.get(subnet.vlanId)!;
  return {
    active_discovery: subnet.activeDiscovery ?? false,
    allow_dns: subnet.allowDns ?? true,
    allow_proxy: subnet.allowProxy ?? true,
    cidr: subnet.cidr,
    description: subnet.description ?? '',
    disabled_boot_architectures: [],
    dns_servers: subnet.dnsServers,
    gateway_ip: subnet.gatewayIp,
    id: Number(subnet.id),
    managed: subnet.managed ?? true,
    name: subnet.name,
    rdns_mode: subnet.rdnsMode ?? 2,
    resource_uri: `${API}/subnets/${subnet.id}/`,
    space: spaceName(context, vlan),
    vlan: vlanView(vlan, context),
  };
}

function vlansOf(context: MaasContext, spaceId: string | null) {
  return context.tables.vlans.all().filter(vlan => vlan.spaceId === spaceId);
}

/** @param space - undefined for the entry of what is in no space. */
export function spaceView(space: NamedRow | undefined, context: MaasContext) {
  const vlans = vlansOf(context, space?.id ?? null);
  const subnets = vlans.flatMap(vlan =>
    context.tables.subnets.by('vlan', vlan.id),
  );
  const id = space ? Number(space.id) : -1;
  return {
    description: space?.description ?? '',
    id,
    name: space?.name ?? 'undefined',
    resource_uri: space ? `${API}/spaces/${id}/` : `${API}/spaces/undefined/`,
    subnets: subnets.map(subnet => subnetView(subnet, context)),
    vlans: vlans.map(vlan => vlanView(vlan, context)),
  };
}
