import { newUuid } from '../../kernel/ids';
import { asJson, asText, type Json } from '../../kernel/json';
import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import type { Access } from '../access';
import { readJson } from '../body';
import { owned } from './crudRoutes';
import { badRequest, neutronError, notFound } from './errors';
import type { NetworkCore } from './NetworkCore';
import { standardView, type Resource } from './resource';
import type { PortRow, RouterRow, SubnetRow } from './rows';

const INTERFACE = 'network:router_interface';
const updatable = [
  'name',
  'description',
  'admin_state_up',
  'external_gateway_info',
  'routes',
];

type Gateway = Pick<
  RouterRow,
  'gatewayNetworkId' | 'gatewayPortId' | 'enableSnat'
>;

export function routerResource(core: NetworkCore): Resource<RouterRow> {
  const { routers, networks, ports } = core.context.tables;

  const connect = (info: Json, routerId: string): Gateway => {
    const id = asText(info.network_id) ?? '';
    const network = networks.get(id);
    if (!network) {
      throw notFound('Network', id);
    }
    if (!network.external) {
      throw badRequest(
        `Bad router request: Network ${id} is not an external network.`,
      );
    }
    const port = core.createPort({
      networkId: id,
      projectId: '',
      deviceId: routerId,
      deviceOwner: 'network:router_gateway',
      status: 'ACTIVE',
      securityGroupIds: [],
      free: true,
    });
    return {
      gatewayNetworkId: id,
      gatewayPortId: port.id,
      enableSnat: info.enable_snat !== false,
    };
  };
  const disconnect = (row: RouterRow) => {
    const port = row.gatewayPortId ? ports.get(row.gatewayPortId) : undefined;
    if (port) {
      core.deletePort(port);
    }
  };
  const none: Gateway = {
    gatewayNetworkId: null,
    gatewayPortId: null,
    enableSnat: true,
  };

  return {
    path: 'routers',
    collection: 'routers',
    singular: 'router',
    kind: 'Router',
    quota: 'router',
    table: routers,
    narrow(query) {
      const project = query.get('project_id') ?? query.get('tenant_id');
      return project ? routers.by('project', project) : undefined;
    },
    view(row) {
      const port = row.gatewayPortId ? ports.get(row.gatewayPortId) : undefined;
      return {
        id: row.id,
        name: row.name,
        tenant_id: row.projectId,
        admin_state_up: row.adminStateUp,
        status: 'ACTIVE',
        external_gateway_info: row.gatewayNetworkId
          ? {
              network_id: row.gatewayNetworkId,
              external_fixed_ips: (port?.fixedIps ?? []).map(ip => ({
                subnet_id: ip.subnetId,
                ip_address: ip.ipAddress,
              })),
              enable_snat: row.enableSnat,
            }
          : null,
        description: row.description,
        availability_zones: [],
        availability_zone_hints: [],
        routes: [],
        flavor_id: null,
        ...standardView(row),
      };
    },
    createAttributes: [...updatable, 'availability_zone_hints'],
    updateAttributes: updatable,
    create(input, projectId) {
      const id = newUuid();
      const info = input.external_gateway_info;
      const gateway =
        info === undefined || info === null ? none : connect(asJson(info), id);
      return routers.insert({
        id,
        ...core.standard(
          projectId,
          asText(input.name) ?? '',
          asText(input.description),
        ),
        revision: info ? 3 : 1,
        adminStateUp: input.admin_state_up !== false,
        ...gateway,
      });
    },
    update(row, input) {
      const info = input.external_gateway_info;
      if (info === undefined) {
        return {};
      }
      const same = asJson(info).network_id === row.gatewayNetworkId;
      if (info !== null && same) {
        return { enableSnat: asJson(info).enable_snat !== false };
      }
      disconnect(row);
      const bare = asJson(info).network_id === undefined;
      return info === null || bare ? none : connect(asJson(info), row.id);
    },
    remove(row) {
      const attached = ports
        .by('device', row.id)
        .filter(port => port.deviceOwner === INTERFACE);
      if (attached.length > 0) {
        throw neutronError(
          409,
          'RouterInUse',
          `Router ${row.id} has ports still attached: ${attached
            .map(port => port.id)
            .join(',')}`,
        );
      }
      disconnect(row);
      routers.delete(row.id);
    },
  };
}

/** `add_router_interface` and `remove_router_interface`. */
export function routerInterfaceRoutes(
  routes: RouteTable<Access>,
  resource: Resource<RouterRow>,
  core: NetworkCore,
): void {
  const { subnets, ports, floatingIps } = core.context.tables;

  const subnetOf = (call: Call, access: Access): SubnetRow => {
    const input = readJson(call, 'Malformed request body');
    const port = ports.get(asText(input.port_id) ?? '');
    const id = asText(input.subnet_id) ?? port?.fixedIps[0]?.subnetId;
    if (id === undefined) {
      throw neutronError(
        400,
        'BadRequest',
        'Bad router request: Either subnet_id or port_id must be specified.',
      );
    }
    const row = subnets.get(id);
    if (!row || (!access.admin && row.projectId !== access.projectId)) {
      throw notFound('Subnet', id);
    }
    return row;
  };
  const interfaceOn = (routerId: string, subnetId: string) =>
    ports
      .by('device', routerId)
      .find(
        port =>
          port.deviceOwner === INTERFACE &&
          port.fixedIps.some(ip => ip.subnetId === subnetId),
      );
  const answer = (router: RouterRow, port: PortRow, subnetId: string) =>
    reply(200, {
      id: router.id,
      tenant_id: router.projectId,
      port_id: port.id,
      network_id: port.networkId,
      subnet_id: subnetId,
      subnet_ids: [subnetId],
    });

  routes.put('/v2.0/routers/:id/add_router_interface', (call, access) => {
    const router = owned(
      resource,
      call.params.id,
      access,
      'add_router_interface',
    );
    const subnet = subnetOf(call, access);
    if (interfaceOn(router.id, subnet.id)) {
      throw neutronError(
        400,
        'BadRequest',
        `Bad router request: Router already has a port on subnet ${subnet.id}.`,
      );
    }
    const port = core.createPort({
      networkId: subnet.networkId,
      projectId: router.projectId,
      deviceId: router.id,
      deviceOwner: INTERFACE,
      status: 'ACTIVE',
      securityGroupIds: [],
      fixedIps: [
        { subnetId: subnet.id, ipAddress: subnet.gatewayIp ?? undefined },
      ],
    });
    return answer(router, port, subnet.id);
  });

  routes.put('/v2.0/routers/:id/remove_router_interface', (call, access) => {
    const router = owned(
      resource,
      call.params.id,
      access,
      'remove_router_interface',
    );
    const subnet = subnetOf(call, access);
    const port = interfaceOn(router.id, subnet.id);
    if (!port) {
      throw neutronError(
        404,
        'RouterInterfaceNotFoundForSubnet',
        `Router ${router.id} has no interface on subnet ${subnet.id}`,
      );
    }
    const needed = ports
      .by('network', subnet.networkId)
      .some(other =>
        floatingIps
          .by('port', other.id)
          .some(floating => floating.routerId === router.id),
      );
    if (needed) {
      throw neutronError(
        409,
        'RouterInterfaceInUseByFloatingIP',
        `Router interface for subnet ${subnet.id} on router ${router.id} cannot be deleted, as it is required by one or more floating IPs.`,
      );
    }
    core.deletePort(port);
    return answer(router, port, subnet.id);
  });
}
