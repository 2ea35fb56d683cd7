import type { Gpu, Machine } from '../../estate/model';
import type { ClusterTables } from '../ClusterState';
import type { PciDevice, StorageRow } from '../rows';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const DAY = 86_400_000;

export const LOCAL_IMAGES = 'local-zfs';
export const SHARED_IMAGES = 'ceph-vm';

function gpuDevice(gpu: Gpu, index: number): PciDevice {
  return {
    path: gpu.pciAddress,
    class: '0x030200',
    vendor: gpu.vendorId,
    vendorName: gpu.vendorName,
    device: gpu.productId,
    deviceName: gpu.pciName,
    iommugroup: 40 + index,
  };
}

const nic: PciDevice = {
  path: '0000:c1:00.0',
  class: '0x020000',
  vendor: '15b3',
  vendorName: 'Mellanox Technologies',
  device: '101d',
  deviceName: 'MT2892 Family [ConnectX-6 Dx]',
  iommugroup: 12,
};

/** `NVIDIA A100` → `nvidia-a100` */
export function mappingId(model: string): string {
  return model.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function seedMappings(tables: ClusterTables, machines: readonly Machine[]) {
  for (const machine of machines) {
    machine.gpus.forEach((gpu, i) => {
      const id = mappingId(gpu.model);
      const row =
        tables.mappings.get(id) ??
        tables.mappings.insert({
          id,
          description: `${gpu.model} ${gpu.memoryGib} GB`,
          map: [],
          mdev: false,
          liveMigration: false,
        });
      row.map.push(
        [
          `node=${machine.hostname}`,
          `path=${gpu.pciAddress}`,
          `id=${gpu.vendorId}:${gpu.productId}`,
          `iommugroup=${40 + i}`,
        ].join(','),
      );
    });
  }
}

function storages(
  machines: readonly Machine[],
): Array<Omit<StorageRow, 'seq'>> {
  const smallest = Math.min(...machines.map(machine => machine.diskGib));
  const local: Array<Omit<StorageRow, 'seq'>> = [
    {
      id: 'local',
      type: 'dir',
      content: ['iso', 'vztmpl', 'backup', 'snippets', 'import'],
      shared: false,
      options: { path: '/var/lib/vz' },
      total: 94 * GIB,
      otherUsed: 12 * GIB,
    },
    {
      id: LOCAL_IMAGES,
      type: 'zfspool',
      content: ['images', 'rootdir'],
      shared: false,
      options: { pool: 'rpool/data', sparse: 1 },
      total: smallest * GIB,
      otherUsed: 0,
    },
  ];
  return machines.length < 2
    ? local
    : [
        ...local,
        {
          id: SHARED_IMAGES,
          type: 'rbd',
          content: ['images', 'rootdir'],
          shared: true,
          options: { pool: 'vm', krbd: 0 },
          total: machines.length * 20_000 * GIB,
          otherUsed: 200 * GIB,
        },
        {
          id: 'nfs-media',
          type: 'nfs',
          content: ['iso', 'vztmpl', 'backup'],
          shared: true,
          options: {
            path: '/mnt/pve/nfs-media',
            server: '10.240.0.9',
            export: '/media',
          },
          total: 20_000 * GIB,
          otherUsed: 3_000 * GIB,
        },
      ];
}

/** Machines as nodes, with their GPUs, and the storages they see. */
export function seedNodes(
  tables: ClusterTables,
  machines: readonly Machine[],
  now: number,
): void {
  machines.forEach((machine, i) => {
    tables.nodes.insert({
      id: machine.hostname,
      machineId: machine.id,
      nodeid: i + 1,
      ip: machine.managementAddress,
      online: true,
      bootedAt: now - (20 + (i % 40)) * DAY,
      threads: machine.threads,
      memoryBytes: machine.memoryMib * MIB,
      diskBytes: machine.diskGib * GIB,
      devices: [nic, ...machine.gpus.map(gpuDevice)],
    });
  });
  storages(machines).forEach(row => tables.storages.insert(row));
  seedMappings(tables, machines);
  const zone = { type: 'vlan', bridge: 'vmbr0' };
  tables.zones.insert({ id: 'tenants', applied: zone, wanted: zone });
  const vnet = {
    type: 'vnet',
    zone: 'tenants',
    tag: 100,
    alias: 'applications',
  };
  tables.vnets.insert({ id: 'apps', applied: vnet, wanted: vnet });
}
