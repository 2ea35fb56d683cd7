import type { MaasContext } from '../MaasContext';
import { nodeView } from '../nodes/nodeView';
import type { NodeRow } from '../rows';

const rackServices = [
  'rackd',
  'http',
  'proxy_rack',
  'dhcpd6',
  'syslog_rack',
  'ntp_rack',
  'dhcpd',
  'tftp',
  'dns_rack',
];

/** IPv6 DHCP is off where no subnet needs it. */
const idle = new Set(['dhcpd6']);

function serviceSet(node: NodeRow) {
  return rackServices.map(name => {
    const status = idle.has(name) ? 'off' : 'running';
    return {
      name,
      status: node.alive ? status : 'dead',
      status_info: '',
    };
  });
}

/** A rack controller, also one that is the region controller too. */
export function controllerView(node: NodeRow, context: MaasContext) {
  return {
    ...nodeView(node, context),
    resource_uri: `/MAAS/api/2.0/rackcontrollers/${node.id}/`,
    service_set: serviceSet(node),
    status_action: null,
    version: context.release.version,
  };
}

/** The same machine as region controller: no service_set. */
export function regionView(node: NodeRow, context: MaasContext) {
  return {
    ...nodeView(node, context),
    resource_uri: `/MAAS/api/2.0/regioncontrollers/${node.id}/`,
    status_action: null,
    version: context.release.version,
  };
}
