import { newUuid } from '../../kernel/ids';
import { asJson, asList, asText, type Json } from '../../kernel/json';
import type { Access } from '../access';
import {
  badRequest,
  invalidInput,
  missing,
  neutronError,
  notFound,
} from './errors';
import { overlaps, parseCidr, toAddress, type Block } from './ipv4';
import type { NetworkCore } from './NetworkCore';
import { standardView, type Resource } from './resource';
import type { SubnetRow } from './rows';

const updatable = [
  'name',
  'description',
  'gateway_ip',
  'dns_nameservers',
  'host_routes',
  'enable_dhcp',
  'allocation_pools',
];

function blockOf(input: Json): Block {
  const cidr = asText(input.cidr);
  if (cidr === undefined) {
    throw badRequest(
      'Bad subnets request: a subnetpool must be specified in the absence of a cidr.',
    );
  }
  const block = parseCidr(cidr);
  if (!block) {
    throw badRequest(
      `Invalid input for cidr. Reason: '${cidr}' is not a valid IP subnet.`,
    );
  }
  if (block.prefix > 30 && input.enable_dhcp !== false) {
    throw invalidInput(
      'Subnet has a prefix length that is incompatible with DHCP service enabled.',
    );
  }
  return block;
}

function poolsOf(block: Block, gateway: string | null): SubnetRow['pools'] {
  const first = block.first + 1;
  const last = block.last - 1;
  if (gateway === toAddress(first)) {
    return [{ start: toAddress(first + 1), end: toAddress(last) }];
  }
  return [{ start: toAddress(first), end: toAddress(last) }];
}

export function subnetResource(core: NetworkCore): Resource<SubnetRow> {
  const { networks, subnets, ports } = core.context.tables;

  const networkFor = (input: Json, access: Access) => {
    const id = asText(input.network_id);
    if (id === undefined) {
      throw missing('network_id');
    }
    const network = networks.get(id);
    const own = access.admin || network?.projectId === access.projectId;
    if (!network || !own) {
      throw notFound('Network', id);
    }
    return network;
  };

  const create = (input: Json, projectId: string, access: Access) => {
    if (input.ip_version === undefined) {
      throw missing('ip_version');
    }
    if (input.ip_version !== 4) {
      throw badRequest(
        `Invalid input for ip_version. Reason: '${input.ip_version}' is not in [4].`,
      );
    }
    const network = networkFor(input, access);
    const block = blockOf(input);
    const other = subnets
      .by('network', network.id)
      .map(row => parseCidr(row.cidr))
      .find(taken => taken && overlaps(taken, block));
    if (other) {
      throw invalidInput(
        `Requested subnet with cidr: ${input.cidr} for network: ${network.id} overlaps with another subnet.`,
      );
    }
    const gatewayIp =
      input.gateway_ip === null
        ? null
        : asText(input.gateway_ip) ?? toAddress(block.first + 1);
    const given = asList(input.allocation_pools).map(item => {
      const { start, end } = asJson(item);
      return { start: String(start), end: String(end) };
    });
    return subnets.insert({
      id: newUuid(),
      ...core.standard(
        projectId,
        asText(input.name) ?? '',
        asText(input.description),
      ),
      networkId: network.id,
      ipVersion: 4,
      cidr: `${toAddress(block.first)}/${block.prefix}`,
      gatewayIp,
      pools: given.length > 0 ? given : poolsOf(block, gatewayIp),
      dnsNameservers: asList(input.dns_nameservers).map(String),
      hostRoutes: asList(input.host_routes),
      enableDhcp: input.enable_dhcp !== false,
    });
  };

  return {
    path: 'subnets',
    collection: 'subnets',
    singular: 'subnet',
    kind: 'Subnet',
    quota: 'subnet',
    table: subnets,
    isPublic: row => networks.get(row.networkId)?.shared === true,
    narrow(query) {
      const network = query.getAll('network_id');
      const project = query.get('project_id') ?? query.get('tenant_id');
      if (network.length === 1) {
        return subnets.by('network', network[0]);
      }
      return project ? subnets.by('project', project) : undefined;
    },
    view: row => ({
      id: row.id,
      name: row.name,
      tenant_id: row.projectId,
      network_id: row.networkId,
      ip_version: row.ipVersion,
      subnetpool_id: null,
      enable_dhcp: row.enableDhcp,
      ipv6_ra_mode: null,
      ipv6_address_mode: null,
      gateway_ip: row.gatewayIp,
      cidr: row.cidr,
      allocation_pools: row.pools,
      host_routes: row.hostRoutes,
      dns_nameservers: row.dnsNameservers,
      description: row.description,
      service_types: [],
      ...standardView(row),
    }),
    createAttributes: [...updatable, 'network_id', 'ip_version', 'cidr'],
    updateAttributes: updatable,
    create,
    update: (row, input) => ({
      gatewayIp:
        input.gateway_ip === undefined
          ? row.gatewayIp
          : asText(input.gateway_ip) ?? null,
      dnsNameservers:
        input.dns_nameservers === undefined
          ? row.dnsNameservers
          : asList(input.dns_nameservers).map(String),
      enableDhcp:
        typeof input.enable_dhcp === 'boolean'
          ? input.enable_dhcp
          : row.enableDhcp,
    }),
    remove(row) {
      const inUse = ports
        .by('network', row.networkId)
        .some(port => port.fixedIps.some(ip => ip.subnetId === row.id));
      if (inUse) {
        throw neutronError(
          409,
          'SubnetInUse',
          `Unable to complete operation on subnet ${row.id}: One or more ports have an IP allocation from this subnet.`,
        );
      }
      subnets.delete(row.id);
    },
  };
}
