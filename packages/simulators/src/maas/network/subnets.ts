import { deleted, invalid, json, noMatch, refuse } from '../http/reply';
import type { MaasCall } from '../http/resource';
import { flag, required, words } from '../http/values';
import type { MaasContext } from '../MaasContext';
import type { SubnetRow } from '../rows';
import { whole } from './forms';
import { subnetView } from './views';

function vlanOfSubnet(data: URLSearchParams, context: MaasContext): string {
  const { vlans, fabrics } = context.tables;
  const wish = data.get('vlan');
  if (wish) {
    const vlan = vlans.get(wish);
    if (!vlan) {
      throw noMatch('VLAN');
    }
    return vlan.id;
  }
  const fabricId = data.get('fabric') ?? fabrics.all()[0].id;
  const vid = whole(data, 'vid', 0, 4094) ?? 0;
  const vlan = vlans.by('fabric', fabricId).find(one => one.vid === vid);
  if (!vlan) {
    throw invalid({ vid: [`No VLAN with vid ${vid} in fabric ${fabricId}.`] });
  }
  return vlan.id;
}

const FLAGS = {
  managed: 'managed',
  allow_dns: 'allowDns',
  allow_proxy: 'allowProxy',
  active_discovery: 'activeDiscovery',
} as const;

/** What create and update have in common, as far as it is given. */
function commonFields(data: URLSearchParams): Partial<SubnetRow> {
  const patch: Partial<SubnetRow> = {};
  for (const [field, key] of Object.entries(FLAGS)) {
    if (data.get(field)) {
      patch[key] = flag(data, field);
    }
  }
  const rdnsMode = whole(data, 'rdns_mode', 0, 2);
  const description = data.get('description');
  return {
    ...patch,
    ...(rdnsMode === undefined ? {} : { rdnsMode }),
    ...(description === null ? {} : { description }),
    ...(data.has('dns_servers')
      ? { dnsServers: words(data, 'dns_servers') }
      : {}),
  };
}

const CIDR = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;

export function createSubnet(call: MaasCall, context: MaasContext) {
  const cidr = required(call.data, 'cidr');
  const { subnets } = context.tables;
  if (!CIDR.test(cidr)) {
    throw invalid({ cidr: ['Enter a valid IPv4 or IPv6 CIDR.'] });
  }
  if (subnets.by('cidr', cidr).length > 0) {
    throw invalid({ cidr: ['Subnet with this Cidr already exists.'] });
  }
  const subnet = subnets.insert({
    id: String(context.next('subnet')),
    name: call.data.get('name') || cidr,
    cidr,
    vlanId: vlanOfSubnet(call.data, context),
    gatewayIp: call.data.get('gateway_ip') || null,
    dnsServers: [],
    ...commonFields(call.data),
  });
  return json(subnetView(subnet, context));
}

export function updateSubnet(
  subnet: SubnetRow,
  call: MaasCall,
  context: MaasContext,
) {
  const { data } = call;
  const name = data.get('name');
  const gateway = data.get('gateway_ip');
  context.tables.subnets.update(subnet, {
    ...(name ? { name } : {}),
    ...(gateway === null ? {} : { gatewayIp: gateway || null }),
    ...(data.has('vlan') ? { vlanId: vlanOfSubnet(data, context) } : {}),
    ...commonFields(data),
  });
  context.sharedChanged();
  return json(subnetView(subnet, context));
}

export function removeSubnet(subnet: SubnetRow, context: MaasContext) {
  const inUse = context.tables.nodes
    .all()
    .some(node => node.nics.some(nic => nic.ip && nic.subnetId === subnet.id));
  if (inUse) {
    throw refuse(
      400,
      `Cannot delete a subnet that has IP addresses in use: ${subnet.cidr}`,
    );
  }
  context.tables.subnets.delete(subnet.id);
  context.sharedChanged();
  return deleted();
}
