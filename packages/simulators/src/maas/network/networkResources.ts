import { json, missing, noMatch } from '../http/reply';
import { admin, type MaasCall, type Resource } from '../http/resource';
import { domainView } from '../collections/views';
import type { MaasContext } from '../MaasContext';
import type { FabricRow, IpRangeRow, SubnetRow, VlanRow } from '../rows';
import { createFabric, removeFabric, updateFabric } from './fabrics';
import { createSpace, removeSpace, updateSpace } from './spaces';
import { createSubnet, removeSubnet, updateSubnet } from './subnets';
import { createVlan, removeVlan, updateVlan } from './vlans';
import { SubnetSpace, toAddress, type Stretch } from './SubnetSpace';
import { statistics } from './statistics';
import { fabricView, spaceView, subnetView, vlanView } from './views';

/** By number, CIDR or name. */
function subnetOf(call: MaasCall, context: MaasContext): SubnetRow {
  const { subnets } = context.tables;
  const wish = call.params.id;
  const row =
    subnets.get(wish) ??
    subnets.by('cidr', wish)[0] ??
    subnets.all().find(subnet => subnet.name === wish);
  if (!row) {
    throw noMatch('Subnet');
  }
  return row;
}

function vlanById(call: MaasCall, context: MaasContext): VlanRow {
  const row = context.tables.vlans.get(call.params.vlan_id);
  if (!row) {
    throw missing('VLAN with specified ID does not exist.');
  }
  return row;
}

function vlanInFabric(call: MaasCall, context: MaasContext): VlanRow {
  const row = fabricVlans(call, context).find(
    vlan => String(vlan.vid) === call.params.vid,
  );
  if (!row) {
    throw missing('VLAN with specified ID does not exist.');
  }
  return row;
}

function fabricOf(id: string, context: MaasContext): FabricRow {
  const row = context.tables.fabrics.get(id);
  if (!row) {
    throw noMatch('Fabric');
  }
  return row;
}

function fabricVlans(call: MaasCall, context: MaasContext) {
  const { id } = fabricOf(call.params.fabric_id, context);
  return context.tables.vlans.by('fabric', id);
}

function stretchView(stretch: Stretch) {
  return {
    end: toAddress(stretch.end),
    num_addresses: stretch.end - stretch.start + 1,
    purpose: stretch.purpose,
    start: toAddress(stretch.start),
  };
}

function addresses(subnet: SubnetRow, context: MaasContext) {
  return context.tables.nodes.all().flatMap(node =>
    node.nics
      .filter(nic => nic.ip && nic.subnetId === subnet.id)
      .map(nic => ({
        alloc_type: 0,
        alloc_type_name: 'Automatic',
        created: null,
        ip: nic.ip,
        node_summary: {
          fqdn: `${node.hostname}.${
            context.tables.domains.get(node.domainId)?.name
          }`,
          hostname: node.hostname,
          is_container: false,
          node_type: node.nodeType,
          system_id: node.id,
          via: nic.name,
        },
        subnet: Number(subnet.id),
        updated: null,
      })),
  );
}

function rangeView(range: IpRangeRow, context: MaasContext) {
  return {
    comment: range.comment,
    end_ip: range.endIp,
    id: Number(range.id),
    resource_uri: `/MAAS/api/2.0/ipranges/${range.id}/`,
    start_ip: range.startIp,
    subnet: subnetView(context.tables.subnets.get(range.subnetId)!, context),
    type: range.type,
    user: null,
  };
}

/** Fabrics, VLANs, subnets and spaces; ranges and domains, to be read. */
export function networkResources(context: MaasContext): Resource[] {
  const { fabrics, subnets, spaces, ipRanges, domains } = context.tables;
  const spaceOf = (call: MaasCall) => {
    const row = spaces.get(call.params.id);
    if (!row) {
      throw noMatch('Space');
    }
    return row;
  };
  return [
    {
      name: 'FabricsHandler',
      path: 'fabrics/',
      read: () => json(fabrics.all().map(row => fabricView(row, context))),
      create: admin(call => createFabric(call, context)),
    },
    {
      name: 'FabricHandler',
      path: 'fabrics/{id}/',
      read: call =>
        json(fabricView(fabricOf(call.params.id, context), context)),
      update: admin(call =>
        updateFabric(fabricOf(call.params.id, context), call, context),
      ),
      remove: admin(call =>
        removeFabric(fabricOf(call.params.id, context), context),
      ),
    },
    {
      name: 'VlansHandler',
      path: 'fabrics/{fabric_id}/vlans/',
      read: call =>
        json(fabricVlans(call, context).map(row => vlanView(row, context))),
      create: admin(call =>
        createVlan(fabricOf(call.params.fabric_id, context), call, context),
      ),
    },
    {
      name: 'VlanHandler',
      path: 'fabrics/{fabric_id}/vlans/{vid}/',
      read: call => json(vlanView(vlanInFabric(call, context), context)),
      update: admin(call =>
        updateVlan(vlanInFabric(call, context), call, context),
      ),
      remove: admin(call => removeVlan(vlanInFabric(call, context), context)),
    },
    {
      name: 'VlanHandler',
      path: 'vlans/{vlan_id}/',
      read: call => json(vlanView(vlanById(call, context), context)),
      update: admin(call => updateVlan(vlanById(call, context), call, context)),
      remove: admin(call => removeVlan(vlanById(call, context), context)),
    },
    {
      name: 'SubnetsHandler',
      path: 'subnets/',
      read: () => json(subnets.all().map(row => subnetView(row, context))),
      create: admin(call => createSubnet(call, context)),
    },
    {
      name: 'SubnetHandler',
      path: 'subnets/{id}/',
      read: call => json(subnetView(subnetOf(call, context), context)),
      update: admin(call =>
        updateSubnet(subnetOf(call, context), call, context),
      ),
      remove: admin(call => removeSubnet(subnetOf(call, context), context)),
      get: {
        statistics: call =>
          json(statistics(subnetOf(call, context), call.query, context)),
        ip_addresses: call => json(addresses(subnetOf(call, context), context)),
        reserved_ip_ranges: call =>
          json(
            new SubnetSpace(subnetOf(call, context), context)
              .used()
              .map(stretchView),
          ),
        unreserved_ip_ranges: call =>
          json(
            new SubnetSpace(subnetOf(call, context), context)
              .unused()
              .map(stretchView),
          ),
      },
    },
    {
      name: 'SpacesHandler',
      path: 'spaces/',
      // The last entry holds what is in no space.
      read: () =>
        json([...spaces.all(), undefined].map(row => spaceView(row, context))),
      create: admin(call => createSpace(call, context)),
    },
    {
      name: 'SpaceHandler',
      path: 'spaces/{id}/',
      read: call => json(spaceView(spaceOf(call), context)),
      update: admin(call => updateSpace(spaceOf(call), call, context)),
      remove: admin(call => removeSpace(spaceOf(call), context)),
    },
    {
      name: 'IPRangesHandler',
      path: 'ipranges/',
      read: () => json(ipRanges.all().map(row => rangeView(row, context))),
    },
    {
      name: 'IPRangeHandler',
      path: 'ipranges/{id}/',
      read: call => {
        const row = ipRanges.get(call.params.id);
        if (!row) {
          throw noMatch('IPRange');
        }
        return json(rangeView(row, context));
      },
    },
    {
      name: 'DomainsHandler',
      path: 'domains/',
      read: () => json(domains.all().map(row => domainView(row, context))),
    },
    {
      name: 'DomainHandler',
      path: 'domains/{id}/',
      read: call => {
        const row = domains.get(call.params.id);
        if (!row) {
          throw noMatch('Domain');
        }
        return json(domainView(row, context));
      },
    },
  ];
}
