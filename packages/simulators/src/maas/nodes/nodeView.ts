import type { MaasContext } from '../MaasContext';
import { domainView, zoneView } from '../collections/views';
import type { NodeRow } from '../rows';
import { nodeTypeNames, scriptStatusNames } from '../status';
import { interfaceView } from './interfaceView';

const TESTED = ['cpu', 'memory', 'network', 'interface', 'other'] as const;

function scripts(node: NodeRow) {
  const named = (key: string, value: number) => ({
    [`${key}_status`]: value,
    [`${key}_status_name`]: scriptStatusNames[value] ?? 'Unknown',
  });
  const untested = TESTED.map(kind => named(`${kind}_test`, -1));
  return Object.assign(
    {
      current_commissioning_result_id: node.commissioningResult,
      current_installation_result_id: node.installationResult,
      current_testing_result_id: node.testingResult,
    },
    named('commissioning', node.commissioningStatus),
    named('testing', node.testingStatus),
    // smartctl is the one test that is on by default.
    named('storage_test', node.testingStatus),
    ...untested,
  );
}

/** What machines and controllers have in common. */
export function nodeView(node: NodeRow, context: MaasContext) {
  const { zones, domains } = context.tables;
  const domain = domains.get(node.domainId)!;
  return {
    architecture: node.architecture,
    cpu_count: node.cpuCount,
    cpu_speed: node.cpuSpeed,
    description: node.description,
    distro_series: node.series,
    domain: domainView(domain, context),
    fqdn: `${node.hostname}.${domain.name}`,
    hardware_info: node.hardwareInfo,
    hardware_uuid: node.hardwareUuid,
    hostname: node.hostname,
    interface_set: node.nics.map(nic => interfaceView(nic, node, context)),
    ip_addresses: node.nics.flatMap(nic => (nic.ip ? [nic.ip] : [])),
    memory: node.memoryMib,
    node_type: node.nodeType,
    node_type_name: nodeTypeNames[node.nodeType],
    osystem: node.osystem,
    power_state: node.powerState,
    power_type: node.powerType,
    status_action: node.statusMessage === null ? null : '',
    swap_size: node.swapSize,
    system_id: node.id,
    tag_names: node.tags,
    zone: zoneView(zones.get(node.zoneId)!),
    ...scripts(node),
  };
}
