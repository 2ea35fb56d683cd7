import { deleted, json, refuse } from '../http/reply';
import type { MaasCall } from '../http/resource';
import type { MaasContext } from '../MaasContext';
import type { FabricRow } from '../rows';
import { checkName, checkUnique } from './forms';
import { fabricView } from './views';
import { insertVlan } from './vlans';

/** A fabric begins with an untagged VLAN, its default one. */
export function createFabric(call: MaasCall, context: MaasContext) {
  const { fabrics } = context.tables;
  const id = String(
    Math.max(
      context.next('fabric'),
      ...fabrics.all().map(x => Number(x.id) + 1),
    ),
  );
  const name = call.data.get('name') || `fabric-${id}`;
  checkName(name);
  checkUnique(fabrics.all(), name, undefined, 'Fabric');
  const fabric = fabrics.insert({
    id,
    name,
    classType: call.data.get('class_type') || null,
  });
  insertVlan(
    id,
    { vid: 0, name: 'untagged', mtu: 1500, spaceId: null },
    context,
  );
  return json(fabricView(fabric, context));
}

export function updateFabric(
  fabric: FabricRow,
  call: MaasCall,
  context: MaasContext,
) {
  const name = call.data.get('name');
  checkName(name);
  if (name) {
    checkUnique(context.tables.fabrics.all(), name, fabric.id, 'Fabric');
  }
  const classType = call.data.get('class_type');
  context.tables.fabrics.update(fabric, {
    ...(name ? { name } : {}),
    ...(classType === null ? {} : { classType: classType || null }),
  });
  context.sharedChanged();
  return json(fabricView(fabric, context));
}

export function removeFabric(fabric: FabricRow, context: MaasContext) {
  const { fabrics, vlans, subnets } = context.tables;
  const own = vlans.by('fabric', fabric.id);
  const left = own.flatMap(vlan => subnets.by('vlan', vlan.id));
  if (fabrics.all()[0] === fabric) {
    throw refuse(
      400,
      'This fabric is the default fabric, it cannot be deleted.',
    );
  }
  if (left.length > 0) {
    throw refuse(
      400,
      `Can't delete fabric; the following subnets are still present: ${left
        .map(subnet => subnet.cidr)
        .join(', ')}`,
    );
  }
  [...own].forEach(vlan => vlans.delete(vlan.id));
  fabrics.delete(fabric.id);
  context.sharedChanged();
  return deleted();
}
