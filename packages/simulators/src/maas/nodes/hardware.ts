import type { Machine } from '../../estate/model';
import { stableHex } from '../../kernel/ids';
import type { DiskRow, NicRow, NodeRow, PciRow } from '../rows';

const GIB = 2 ** 30;
const UNKNOWN_KEYS = [
  'chassis_serial',
  'chassis_type',
  'chassis_vendor',
  'chassis_version',
  'cpu_model',
  'mainboard_firmware_date',
  'mainboard_firmware_vendor',
  'mainboard_firmware_version',
  'mainboard_product',
  'mainboard_serial',
  'mainboard_vendor',
  'mainboard_version',
  'system_family',
  'system_product',
  'system_serial',
  'system_sku',
  'system_vendor',
  'system_version',
];

/** What MAAS says of a machine that never told: each item is `Unknown`. */
export function unknownInfo(): Record<string, string> {
  return Object.fromEntries(UNKNOWN_KEYS.map(key => [key, 'Unknown']));
}

const products: Record<string, string> = {
  compute: 'PowerEdge R6625',
  gpu: 'PowerEdge XE9680',
  storage: 'PowerEdge R760xd2',
  infra: 'PowerEdge R660xs',
};

function infoOf(machine: Machine): Record<string, string> {
  return {
    ...unknownInfo(),
    chassis_serial: machine.serial,
    chassis_type: 'Rack Mount Chassis',
    chassis_vendor: 'Dell Inc.',
    cpu_model:
      machine.role === 'gpu'
        ? 'Intel(R) Xeon(R) Platinum 8462Y+'
        : 'AMD EPYC 9354 32-Core Processor',
    mainboard_firmware_date: '05/31/2024',
    mainboard_firmware_vendor: 'Dell Inc.',
    mainboard_firmware_version: '1.8.3',
    mainboard_serial: `MB${machine.serial}`,
    mainboard_vendor: 'Dell Inc.',
    system_family: 'PowerEdge',
    system_product: products[machine.role],
    system_serial: machine.serial,
    system_vendor: 'Dell Inc.',
  };
}

/** Boot disk and data disks; together what the estate says the machine has. */
function disksOf(machine: Machine, next: (name: string) => number): DiskRow[] {
  const boot = 480;
  const count = machine.role === 'storage' ? 12 : 2;
  const each = Math.floor((machine.diskGib - boot) / count);
  return Array.from({ length: count + 1 }, (_, i) => ({
    id: next('block device'),
    name: `nvme${i}n1`,
    size: (i === 0 ? boot : each) * GIB,
    model: i === 0 ? 'Dell DC NVMe PE8010 RI M.2 480GB' : 'Dell Ent NVMe CM7',
    serial: `S${stableHex(machine.id, 'disk', i).slice(0, 11).toUpperCase()}`,
    numa: i % 2,
    tags: ['ssd'],
  }));
}

function nicsOf(
  machine: Machine,
  vlanIds: readonly string[],
  subnetIds: readonly string[],
  next: (name: string) => number,
): NicRow[] {
  return machine.macs.map((mac, i) => ({
    id: next('interface'),
    name: `enp${65 + i * 32}s0f0np0`,
    mac,
    vlanId: vlanIds[Math.min(i, vlanIds.length - 1)],
    linkId: next('link'),
    subnetId: subnetIds[Math.min(i, subnetIds.length - 1)],
    ip: null,
    speed: machine.role === 'gpu' ? 100_000 : 25_000,
    vendor: 'Mellanox Technologies',
    product: 'MT2892 Family [ConnectX-6 Dx]',
    numa: i % 2,
  }));
}

/** The management controller's own display, which MAAS lists as a GPU like any DRM card. */
const consoleOf = (next: (name: string) => number): PciRow => ({
  id: next('node device'),
  hardwareType: 5,
  vendorId: '1a03',
  vendorName: 'ASPEED Technology, Inc.',
  productId: '2000',
  productName: 'ASPEED Graphics Family',
  driver: 'ast',
  address: '0000:03:00.0',
  numa: 0,
});

function pciOf(
  machine: Machine,
  disks: readonly DiskRow[],
  nics: readonly NicRow[],
  next: (name: string) => number,
): PciRow[] {
  const hex = (bus: number) => bus.toString(16).padStart(2, '0');
  return [
    ...disks.map((disk, i) => ({
      id: next('node device'),
      hardwareType: 3,
      vendorId: '1e0f',
      vendorName: 'KIOXIA Corporation',
      productId: '0013',
      productName: 'NVMe SSD Controller CM7',
      driver: 'nvme',
      address: `0000:${hex(0xa0 + i)}:00.0`,
      numa: disk.numa,
      disk: i,
    })),
    ...nics.map((nic, i) => ({
      id: next('node device'),
      hardwareType: 4,
      vendorId: '15b3',
      vendorName: 'Mellanox Technologies',
      productId: '101d',
      productName: 'MT2892 Family [ConnectX-6 Dx]',
      driver: 'mlx5_core',
      address: `0000:${hex(0x41 + i * 32)}:00.0`,
      numa: nic.numa,
      nic: i,
    })),
    ...machine.gpus.map((gpu, i) => ({
      id: next('node device'),
      hardwareType: 5,
      vendorId: gpu.vendorId,
      vendorName: gpu.vendorName,
      productId: gpu.productId,
      productName: gpu.pciName,
      driver: 'nouveau',
      address: gpu.pciAddress,
      numa: i < machine.gpus.length / 2 ? 0 : 1,
    })),
    consoleOf(next),
  ];
}

export type Hardware = Pick<
  NodeRow,
  | 'cpuCount'
  | 'cpuSpeed'
  | 'memoryMib'
  | 'hardwareUuid'
  | 'hardwareInfo'
  | 'bootMethod'
  | 'numaNodes'
  | 'nics'
  | 'disks'
  | 'pci'
>;

/**
 * What commissioning finds in a machine of the estate.
 *
 * @param vlanIds - and `subnetIds`: of the first, second … network card
 */
export function hardwareOf(
  machine: Machine,
  vlanIds: readonly string[],
  subnetIds: readonly string[],
  next: (name: string) => number,
): Hardware {
  const disks = disksOf(machine, next);
  const nics = nicsOf(machine, vlanIds, subnetIds, next);
  return {
    cpuCount: machine.threads,
    cpuSpeed: machine.role === 'gpu' ? 4100 : 3800,
    memoryMib: machine.memoryMib,
    hardwareUuid: machine.systemUuid,
    hardwareInfo: infoOf(machine),
    bootMethod: 'uefi',
    numaNodes: 2,
    disks,
    nics,
    pci: pciOf(machine, disks, nics, next),
  };
}

/** A machine that was registered by hand has little in it until then. */
export function foundLater(
  next: (name: string) => number,
): Pick<
  NodeRow,
  'cpuCount' | 'cpuSpeed' | 'memoryMib' | 'bootMethod' | 'disks' | 'pci'
> {
  const disk: DiskRow = {
    id: next('block device'),
    name: 'sda',
    size: 240 * 10 ** 9,
    model: 'INTEL SSDSC2KB24',
    serial: `S${String(next('serial')).padStart(8, '0')}`,
    numa: 0,
    tags: ['ssd', 'sata'],
  };
  return {
    cpuCount: 8,
    cpuSpeed: 3200,
    memoryMib: 32_768,
    bootMethod: 'uefi',
    disks: [disk],
    pci: [],
  };
}
