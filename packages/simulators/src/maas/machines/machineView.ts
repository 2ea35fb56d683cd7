import { poolView } from '../collections/views';
import type { MaasContext } from '../MaasContext';
import { blockDeviceView } from '../nodes/blockDeviceView';
import { interfaceView } from '../nodes/interfaceView';
import { nodeView } from '../nodes/nodeView';
import type { NodeRow } from '../rows';
import { statusNames } from '../status';

function numaNodes(node: NodeRow) {
  const cores = node.cpuCount / node.numaNodes;
  return Array.from({ length: node.numaNodes }, (_, index) => ({
    cores: Array.from({ length: cores }, (_core, i) => index * cores + i),
    hugepages_set: [],
    index,
    memory: Math.floor(node.memoryMib / node.numaNodes),
  }));
}

function gateways(node: NodeRow, context: MaasContext) {
  const { subnets } = context.tables;
  const first = node.nics
    .map(nic => nic.subnetId && subnets.get(nic.subnetId))
    .find(subnet => subnet && subnet.gatewayIp);
  return {
    ipv4: { gateway_ip: (first && first.gatewayIp) || null, link_id: null },
    ipv6: { gateway_ip: null, link_id: null },
  };
}

/** What later releases added (3.5, 3.6, 3.7). */
function added(node: NodeRow) {
  return {
    enable_kernel_crash_dump: false,
    error_description: node.errorDescription ?? '',
    is_dpu: false,
  };
}

/** The 78 members of a machine of MAAS 3.4, and three more of 3.7. */
export function machineView(node: NodeRow, context: MaasContext) {
  const disks = node.disks.map(disk => blockDeviceView(disk, node));
  return {
    ...nodeView(node, context),
    ...(context.release.modern ? added(node) : {}),
    address_ttl: null,
    bcaches: [],
    bios_boot_method: node.bootMethod,
    blockdevice_set: disks,
    boot_disk: disks[0] ?? null,
    boot_interface: node.nics[0]
      ? interfaceView(node.nics[0], node, context)
      : null,
    cache_sets: [],
    default_gateways: gateways(node, context),
    disable_ipv4: false,
    enable_hw_sync: node.hwSync,
    ephemeral_deploy: node.ephemeral,
    hwe_kernel: node.hweKernel,
    last_sync: null,
    locked: node.locked,
    min_hwe_kernel: node.minHweKernel,
    netboot: node.netboot,
    next_sync: null,
    // the database gives them in any order from 3.7 on, another one at each request
    numanode_set: context.release.modern
      ? numaNodes(node).reverse()
      : numaNodes(node),
    owner: node.owner,
    owner_data: node.annotations,
    parent: null,
    physicalblockdevice_set: disks,
    pod: null,
    pool: poolView(context.tables.pools.get(node.poolId)!),
    raids: [],
    resource_uri: `/MAAS/api/2.0/machines/${node.id}/`,
    special_filesystems: [],
    status: node.status,
    status_message: node.statusMessage,
    status_name: statusNames[node.status],
    storage: node.disks.reduce((sum, disk) => sum + disk.size, 0) / 10 ** 6,
    sync_interval: null,
    virtualblockdevice_set: [],
    virtualmachine_id: null,
    volume_groups: [],
    workload_annotations: node.annotations,
  };
}
