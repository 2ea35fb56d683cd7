import { stableUuid } from '../../kernel/ids';
import type { DiskRow, NodeRow } from '../rows';

const EFI_BYTES = 512 * 2 ** 20;
/** What a GPT and its alignment take away. */
const OVERHEAD_BYTES = 5 * 2 ** 20;

interface PartitionPlan {
  size: number;
  bootable: boolean;
  fstype: string;
  label: string;
  mountPoint: string;
}

function layoutOf(disk: DiskRow): PartitionPlan[] {
  return [
    {
      size: EFI_BYTES,
      bootable: true,
      fstype: 'fat32',
      label: 'efi',
      mountPoint: '/boot/efi',
    },
    {
      size: disk.size - EFI_BYTES - OVERHEAD_BYTES,
      bootable: false,
      fstype: 'ext4',
      label: 'root',
      mountPoint: '/',
    },
  ];
}

function partitionView(
  plan: PartitionPlan,
  index: number,
  disk: DiskRow,
  node: NodeRow,
) {
  // Two partitions a disk: their numbers follow from the disk's.
  const id = disk.id * 2 + index;
  return {
    bootable: plan.bootable,
    device_id: disk.id,
    filesystem: {
      fstype: plan.fstype,
      label: plan.label,
      mount_options: null,
      mount_point: plan.mountPoint,
      uuid: stableUuid('filesystem', node.id, id),
    },
    id,
    path: `/dev/disk/by-dname/${disk.name}-part${index + 1}`,
    resource_uri: `/MAAS/api/2.0/nodes/${node.id}/blockdevices/${disk.id}/partition/${id}`,
    size: plan.size,
    system_id: node.id,
    tags: [],
    type: 'partition',
    used_for: `${plan.fstype} formatted filesystem mounted at ${plan.mountPoint}`,
    uuid: stableUuid('partition', node.id, id),
  };
}

/** An entry of `blockdevice_set`: the first disk has the flat layout. */
export function blockDeviceView(disk: DiskRow, node: NodeRow) {
  const boot = node.disks[0] === disk;
  const partitions = boot
    ? layoutOf(disk).map((plan, i) => partitionView(plan, i, disk, node))
    : [];
  return {
    available_size: boot ? 0 : disk.size - OVERHEAD_BYTES,
    block_size: 512,
    filesystem: null,
    firmware_version: null,
    id: disk.id,
    id_path: `/dev/disk/by-id/${disk.model.replaceAll(' ', '_')}_${
      disk.serial
    }`,
    model: disk.model,
    name: disk.name,
    numa_node: disk.numa,
    partition_table_type: boot ? 'GPT' : null,
    partitions,
    path: `/dev/disk/by-dname/${disk.name}`,
    resource_uri: `/MAAS/api/2.0/nodes/${node.id}/blockdevices/${disk.id}/`,
    serial: disk.serial,
    size: disk.size,
    storage_pool: null,
    system_id: node.id,
    tags: disk.tags,
    type: 'physical',
    used_for: boot ? 'GPT partitioned with 2 partitions' : 'Unused',
    used_size: boot ? disk.size - OVERHEAD_BYTES : 0,
    uuid: null,
  };
}
