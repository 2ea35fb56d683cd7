import { newUuid } from '../../kernel/ids';
import { asText, type Json } from '../../kernel/json';
import type { Access } from '../access';
import { badRequest, missing, neutronError, notFound } from './errors';
import type { NetworkCore } from './NetworkCore';
import { standardView, type Resource } from './resource';
import type { FloatingIpRow } from './rows';

type Binding = Pick<FloatingIpRow, 'portId' | 'fixedIpAddress' | 'routerId'>;
const unbound: Binding = { portId: null, fixedIpAddress: null, routerId: null };

export function floatingIpResource(core: NetworkCore): Resource<FloatingIpRow> {
  const { floatingIps, networks, ports, routers } = core.context.tables;

  /** The port must reach the external network through a router. */
  const bind = (
    portId: string,
    externalId: string,
    access: Access,
  ): Binding => {
    const port = ports.get(portId);
    if (!port || (!access.admin && port.projectId !== access.projectId)) {
      throw notFound('Port', portId);
    }
    const address = port.fixedIps[0];
    const routerIds = ports
      .by('network', port.networkId)
      .filter(
        other =>
          other.deviceOwner === 'network:router_interface' &&
          other.fixedIps.some(ip => ip.subnetId === address?.subnetId),
      )
      .map(other => other.deviceId);
    const routerId = routerIds.find(
      id => routers.get(id)?.gatewayNetworkId === externalId,
    );
    if (!address || !routerId) {
      throw neutronError(
        404,
        'ExternalGatewayForFloatingIPNotFound',
        `External network ${externalId} is not reachable from subnet ${address?.subnetId}.  Therefore, cannot associate Port ${portId} with a Floating IP.`,
      );
    }
    return { portId, fixedIpAddress: address.ipAddress, routerId };
  };

  const details = (row: FloatingIpRow): Json | null => {
    const port = row.portId ? ports.get(row.portId) : undefined;
    return port
      ? {
          name: port.name,
          network_id: port.networkId,
          mac_address: port.macAddress,
          admin_state_up: port.adminStateUp,
          status: port.status,
          device_id: port.deviceId,
          device_owner: port.deviceOwner,
        }
      : null;
  };

  return {
    path: 'floatingips',
    collection: 'floatingips',
    singular: 'floatingip',
    kind: 'FloatingIP',
    quota: 'floatingip',
    table: floatingIps,
    narrow(query) {
      const port = query.getAll('port_id');
      const project = query.get('project_id') ?? query.get('tenant_id');
      if (port.length === 1 && port[0] !== '') {
        return floatingIps.by('port', port[0]);
      }
      return project ? floatingIps.by('project', project) : undefined;
    },
    view: row => ({
      id: row.id,
      tenant_id: row.projectId,
      floating_ip_address: row.floatingIpAddress,
      floating_network_id: row.floatingNetworkId,
      router_id: row.routerId,
      port_id: row.portId,
      fixed_ip_address: row.fixedIpAddress,
      status: row.portId ? 'ACTIVE' : 'DOWN',
      description: row.description,
      port_details: details(row),
      ...standardView(row),
    }),
    createAttributes: [
      'floating_network_id',
      'port_id',
      'floating_ip_address',
      'fixed_ip_address',
      'subnet_id',
      'description',
    ],
    updateAttributes: ['port_id', 'fixed_ip_address', 'description'],
    create(input, projectId, access) {
      const externalId = asText(input.floating_network_id);
      if (externalId === undefined) {
        throw missing('floating_network_id');
      }
      const network = networks.get(externalId);
      if (!network) {
        throw notFound('Network', externalId);
      }
      if (!network.external) {
        throw badRequest(
          `Bad floatingip request: Network ${externalId} is not a valid external network.`,
        );
      }
      const wanted = asText(input.port_id);
      const binding = wanted ? bind(wanted, externalId, access) : unbound;
      const id = newUuid();
      const outside = core.createPort({
        networkId: externalId,
        projectId: '',
        deviceId: id,
        deviceOwner: 'network:floatingip',
        status: 'N/A',
        securityGroupIds: [],
        free: true,
        fixedIps: asText(input.floating_ip_address)
          ? [{ ipAddress: asText(input.floating_ip_address) }]
          : undefined,
      });
      return floatingIps.insert({
        id,
        ...core.standard(projectId, '', asText(input.description)),
        floatingIpAddress: outside.fixedIps[0]?.ipAddress ?? '',
        floatingNetworkId: externalId,
        outsidePortId: outside.id,
        ...binding,
      });
    },
    update(row, input, access) {
      if (input.port_id === undefined) {
        return {};
      }
      return typeof input.port_id === 'string'
        ? bind(input.port_id, row.floatingNetworkId, access)
        : unbound;
    },
    remove(row) {
      const outside = ports.get(row.outsidePortId);
      if (outside) {
        core.deletePort(outside);
      }
      floatingIps.delete(row.id);
    },
  };
}
