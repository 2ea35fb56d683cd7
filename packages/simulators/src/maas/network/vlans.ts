import { deleted, invalid, json, refuse } from '../http/reply';
import type { MaasCall } from '../http/resource';
import { required } from '../http/values';
import type { MaasContext } from '../MaasContext';
import type { FabricRow, VlanRow } from '../rows';
import { checkName, spaceIdOf, whole } from './forms';
import { vlanView } from './views';

export function insertVlan(
  fabricId: string,
  row: Pick<VlanRow, 'vid' | 'name' | 'mtu' | 'spaceId'>,
  context: MaasContext,
): VlanRow {
  return context.tables.vlans.insert({
    ...row,
    id: String(context.next('vlan')),
    fabricId,
    dhcpOn: false,
    primaryRack: null,
    secondaryRack: null,
  });
}

export function createVlan(
  fabric: FabricRow,
  call: MaasCall,
  context: MaasContext,
) {
  required(call.data, 'vid');
  const vid = whole(call.data, 'vid', 0, 4094)!;
  if (
    context.tables.vlans.by('fabric', fabric.id).some(vlan => vlan.vid === vid)
  ) {
    throw invalid({
      __all__: ['A VLAN with the specified VID already exists in this fabric.'],
    });
  }
  const name = call.data.get('name');
  checkName(name);
  const vlan = insertVlan(
    fabric.id,
    {
      vid,
      name: name || String(vid),
      mtu: whole(call.data, 'mtu', 552, 65535) ?? 1500,
      spaceId: spaceIdOf(call.data, context) ?? null,
    },
    context,
  );
  return json(vlanView(vlan, context));
}

export function updateVlan(
  vlan: VlanRow,
  call: MaasCall,
  context: MaasContext,
) {
  const name = call.data.get('name');
  checkName(name);
  const spaceId = spaceIdOf(call.data, context);
  const dhcp = call.data.get('dhcp_on')?.toLowerCase();
  context.tables.vlans.update(vlan, {
    ...(name ? { name } : {}),
    vid: whole(call.data, 'vid', 0, 4094) ?? vlan.vid,
    mtu: whole(call.data, 'mtu', 552, 65535) ?? vlan.mtu,
    ...(spaceId === undefined ? {} : { spaceId }),
    ...(dhcp ? { dhcpOn: ['true', '1', 'on', 'yes'].includes(dhcp) } : {}),
  });
  context.sharedChanged();
  return json(vlanView(vlan, context));
}

export function removeVlan(vlan: VlanRow, context: MaasContext) {
  const { vlans, subnets, nodes } = context.tables;
  if (vlans.by('fabric', vlan.fabricId)[0] === vlan) {
    throw refuse(
      400,
      'This VLAN is the default VLAN in the fabric, it cannot be deleted.',
    );
  }
  const [fallback] = vlans.by('fabric', vlan.fabricId);
  for (const subnet of [...subnets.by('vlan', vlan.id)]) {
    subnets.update(subnet, { vlanId: fallback.id });
  }
  for (const node of [...nodes.all()]) {
    if (node.nics.some(nic => nic.vlanId === vlan.id)) {
      context.change(node, {
        nics: node.nics.map(nic =>
          nic.vlanId === vlan.id ? { ...nic, vlanId: fallback.id } : nic,
        ),
      });
    }
  }
  vlans.delete(vlan.id);
  context.sharedChanged();
  return deleted();
}
