import { asJson, asList, asText } from '../../kernel/json';
import { missing, neutronError, notFound } from './errors';
import type { NetworkCore } from './NetworkCore';
import { standardView, type Resource } from './resource';
import type { PortRow } from './rows';

const updatable = [
  'name',
  'description',
  'admin_state_up',
  'security_groups',
  'device_id',
  'device_owner',
  'binding:host_id',
  'port_security_enabled',
  'allowed_address_pairs',
];

export function portResource(core: NetworkCore): Resource<PortRow> {
  const { ports, networks, securityGroups } = core.context.tables;

  const groupIds = (value: unknown): string[] | undefined => {
    if (value === undefined) {
      return undefined;
    }
    return asList(value).map(item => {
      if (!securityGroups.get(String(item))) {
        throw notFound('SecurityGroup', String(item));
      }
      return String(item);
    });
  };

  return {
    path: 'ports',
    collection: 'ports',
    singular: 'port',
    kind: 'Port',
    table: ports,
    narrow(query) {
      const device = query.getAll('device_id');
      const network = query.getAll('network_id');
      const project = query.get('project_id') ?? query.get('tenant_id');
      if (device.length === 1 && device[0] !== '') {
        return ports.by('device', device[0]);
      }
      if (network.length === 1) {
        return ports.by('network', network[0]);
      }
      return project ? ports.by('project', project) : undefined;
    },
    view: (row, access) => ({
      id: row.id,
      name: row.name,
      network_id: row.networkId,
      tenant_id: row.projectId,
      mac_address: row.macAddress,
      admin_state_up: row.adminStateUp,
      status: row.status,
      device_id: row.deviceId,
      device_owner: row.deviceOwner,
      fixed_ips: row.fixedIps.map(ip => ({
        subnet_id: ip.subnetId,
        ip_address: ip.ipAddress,
      })),
      allowed_address_pairs: [],
      extra_dhcp_opts: [],
      security_groups: row.securityGroupIds,
      description: row.description,
      'binding:vnic_type': 'normal',
      ...(access.admin
        ? {
            'binding:profile': {},
            'binding:host_id': row.bindingHost,
            'binding:vif_type': row.bindingHost ? 'ovs' : 'unbound',
            'binding:vif_details': {},
          }
        : {}),
      port_security_enabled: row.portSecurity,
      ...standardView(row),
    }),
    createAttributes: [
      ...updatable,
      'network_id',
      'fixed_ips',
      'mac_address',
      'binding:vnic_type',
    ],
    updateAttributes: updatable,
    create(input, projectId, access) {
      const networkId = asText(input.network_id);
      if (networkId === undefined) {
        throw missing('network_id');
      }
      const network = networks.get(networkId);
      const visible =
        access.admin ||
        network?.projectId === access.projectId ||
        network?.shared;
      if (!visible) {
        throw notFound('Network', networkId);
      }
      return core.createPort({
        networkId,
        projectId,
        name: asText(input.name),
        description: asText(input.description),
        deviceId: asText(input.device_id),
        deviceOwner: asText(input.device_owner),
        bindingHost: asText(input['binding:host_id']),
        macAddress: asText(input.mac_address),
        adminStateUp: input.admin_state_up !== false,
        securityGroupIds: groupIds(input.security_groups),
        fixedIps:
          input.fixed_ips === undefined
            ? undefined
            : asList(input.fixed_ips).map(item => ({
                subnetId: asText(asJson(item).subnet_id),
                ipAddress: asText(asJson(item).ip_address),
              })),
      });
    },
    update: (row, input) => ({
      adminStateUp:
        typeof input.admin_state_up === 'boolean'
          ? input.admin_state_up
          : row.adminStateUp,
      securityGroupIds: groupIds(input.security_groups) ?? row.securityGroupIds,
      deviceId: asText(input.device_id) ?? row.deviceId,
      deviceOwner: asText(input.device_owner) ?? row.deviceOwner,
    }),
    remove(row) {
      if (row.deviceOwner.startsWith('network:router')) {
        throw neutronError(
          409,
          'ServicePortInUse',
          `Port ${row.id} cannot be deleted directly via the port API: has device owner ${row.deviceOwner}.`,
        );
      }
      core.deletePort(row);
    },
  };
}
