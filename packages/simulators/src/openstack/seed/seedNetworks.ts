import { stableUuid } from '../../kernel/ids';
import type { Estate } from '../../estate/model';
import { demoCredentials, demoProjectId } from '../demo';
import { toAddress, toNumber } from '../network/ipv4';
import type { NetworkCore } from '../network/NetworkCore';

export const EXTERNAL_NETWORK = 'public';

const FIRST = toNumber('10.64.0.0') ?? 0;
const SIZE = 1024;

export function projectNetworkId(project: string): string {
  return stableUuid('network', project);
}

function addNetwork(
  core: NetworkCore,
  spec: {
    id: string;
    name: string;
    projectId: string;
    first: number;
    prefix: number;
    external: boolean;
  },
): void {
  const { networks, subnets } = core.context.tables;
  const last = spec.first + 2 ** (32 - spec.prefix) - 1;
  networks.insert({
    id: spec.id,
    ...core.standard(spec.projectId, spec.name),
    revision: 2,
    adminStateUp: true,
    shared: false,
    external: spec.external,
    isDefault: false,
    mtu: spec.external ? 1500 : 1450,
    portSecurity: true,
    providerType: spec.external ? 'flat' : 'vxlan',
    physicalNetwork: spec.external ? 'physnet1' : null,
    segmentationId: spec.external ? null : 1000 + networks.size,
  });
  subnets.insert({
    id: stableUuid('subnet', spec.id),
    ...core.standard(spec.projectId, `${spec.name}-v4`),
    networkId: spec.id,
    ipVersion: 4,
    cidr: `${toAddress(spec.first)}/${spec.prefix}`,
    gatewayIp: toAddress(spec.first + 1),
    pools: [{ start: toAddress(spec.first + 2), end: toAddress(last - 1) }],
    dnsNameservers: spec.external ? [] : ['10.0.0.53'],
    hostRoutes: [],
    enableDhcp: !spec.external,
  });
}

function addRouter(core: NetworkCore, project: string, externalId: string) {
  const { routers } = core.context.tables;
  const projectId = demoProjectId(project);
  const id = stableUuid('router', project);
  const gateway = core.createPort({
    networkId: externalId,
    projectId: '',
    deviceId: id,
    deviceOwner: 'network:router_gateway',
    status: 'ACTIVE',
    securityGroupIds: [],
    free: true,
  });
  routers.insert({
    id,
    ...core.standard(projectId, `${project}-router`),
    revision: 3,
    adminStateUp: true,
    gatewayNetworkId: externalId,
    gatewayPortId: gateway.id,
    enableSnat: true,
  });
  const networkId = projectNetworkId(project);
  const subnet = core.context.tables.subnets.by('network', networkId)[0];
  core.createPort({
    networkId,
    projectId,
    deviceId: id,
    deviceOwner: 'network:router_interface',
    status: 'ACTIVE',
    securityGroupIds: [],
    fixedIps: [
      { subnetId: subnet.id, ipAddress: subnet.gatewayIp ?? undefined },
    ],
    free: true,
  });
}

/** The external network, and one network with a router for each project. */
export function seedNetworks(core: NetworkCore, estate: Estate): void {
  const externalId = stableUuid('network', EXTERNAL_NETWORK);
  addNetwork(core, {
    id: externalId,
    name: EXTERNAL_NETWORK,
    projectId: demoProjectId(demoCredentials.projectName),
    first: toNumber('198.18.0.0') ?? 0,
    prefix: 16,
    external: true,
  });
  estate.projects.forEach((project, i) => {
    addNetwork(core, {
      id: projectNetworkId(project),
      name: `${project}-net`,
      projectId: demoProjectId(project),
      first: FIRST + i * SIZE,
      prefix: 22,
      external: false,
    });
    addRouter(core, project, externalId);
  });
}
