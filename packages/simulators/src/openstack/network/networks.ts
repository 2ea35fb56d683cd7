import { newUuid } from '../../kernel/ids';
import { asText } from '../../kernel/json';
import { neutronError } from './errors';
import type { NetworkCore } from './NetworkCore';
import { standardView, type Resource } from './resource';
import type { NetworkRow } from './rows';

const updatable = [
  'name',
  'description',
  'admin_state_up',
  'shared',
  'router:external',
  'is_default',
  'port_security_enabled',
  'mtu',
];

export function networkResource(core: NetworkCore): Resource<NetworkRow> {
  const { networks, subnets, ports } = core.context.tables;
  const flag = (value: unknown, fallback: boolean) =>
    typeof value === 'boolean' ? value : fallback;
  return {
    path: 'networks',
    collection: 'networks',
    singular: 'network',
    kind: 'Network',
    quota: 'network',
    table: networks,
    isPublic: row => row.shared || row.external,
    narrow(query) {
      const id = query.getAll('id');
      const project = query.get('project_id') ?? query.get('tenant_id');
      if (id.length === 1) {
        const row = networks.get(id[0]);
        return row ? [row] : [];
      }
      return project ? networks.by('project', project) : undefined;
    },
    view: (row, access) => ({
      id: row.id,
      name: row.name,
      tenant_id: row.projectId,
      admin_state_up: row.adminStateUp,
      mtu: row.mtu,
      status: 'ACTIVE',
      subnets: subnets.by('network', row.id).map(subnet => subnet.id),
      shared: row.shared,
      port_security_enabled: row.portSecurity,
      'router:external': row.external,
      ...(access.admin
        ? {
            'provider:network_type': row.providerType,
            'provider:physical_network': row.physicalNetwork,
            'provider:segmentation_id': row.segmentationId,
          }
        : {}),
      is_default: row.isDefault,
      availability_zone_hints: [],
      availability_zones: [],
      ipv4_address_scope: null,
      ipv6_address_scope: null,
      description: row.description,
      ...standardView(row),
    }),
    createAttributes: [
      ...updatable,
      'availability_zone_hints',
      'provider:network_type',
      'provider:physical_network',
      'provider:segmentation_id',
      'dns_domain',
    ],
    updateAttributes: updatable,
    create(input, projectId) {
      core.defaultGroup(projectId);
      const type = asText(input['provider:network_type']) ?? 'vxlan';
      return networks.insert({
        id: newUuid(),
        ...core.standard(
          projectId,
          asText(input.name) ?? '',
          asText(input.description),
        ),
        revision: 1,
        adminStateUp: flag(input.admin_state_up, true),
        shared: flag(input.shared, false),
        external: flag(input['router:external'], false),
        isDefault: flag(input.is_default, false),
        mtu: typeof input.mtu === 'number' ? input.mtu : 1450,
        portSecurity: flag(input.port_security_enabled, true),
        providerType: type,
        physicalNetwork: asText(input['provider:physical_network']) ?? null,
        segmentationId:
          typeof input['provider:segmentation_id'] === 'number'
            ? input['provider:segmentation_id']
            : 1000 + networks.size,
      });
    },
    update: (row, input) => ({
      adminStateUp: flag(input.admin_state_up, row.adminStateUp),
      shared: flag(input.shared, row.shared),
      external: flag(input['router:external'], row.external),
      isDefault: flag(input.is_default, row.isDefault),
      portSecurity: flag(input.port_security_enabled, row.portSecurity),
      mtu: typeof input.mtu === 'number' ? input.mtu : row.mtu,
    }),
    remove(row) {
      const left = ports.by('network', row.id);
      if (left.length > 0) {
        throw neutronError(
          409,
          'NetworkInUse',
          `Unable to complete operation on network ${
            row.id
          }. There are one or more ports still in use on the network, id for these ports is: ${left
            .map(port => port.id)
            .join(',')}.`,
        );
      }
      for (const subnet of [...subnets.by('network', row.id)]) {
        subnets.delete(subnet.id);
      }
      networks.delete(row.id);
    },
  };
}
