import { stableHex, stableUuid } from '../../kernel/ids';
import type { CloudTables } from '../CloudState';
import { demoProjectId } from '../demo';

interface FlavorSpec {
  name: string;
  vcpus: number;
  ramGib: number;
  disk: number;
  extraSpecs?: Record<string, string>;
}

const flavors: FlavorSpec[] = [
  { name: 'small', vcpus: 2, ramGib: 4, disk: 20 },
  { name: 'medium', vcpus: 4, ramGib: 8, disk: 40 },
  { name: 'large', vcpus: 8, ramGib: 16, disk: 80 },
  {
    name: 'gpu-small',
    vcpus: 8,
    ramGib: 32,
    disk: 50,
    extraSpecs: {
      'resources:VGPU': '1',
      'trait:CUSTOM_NVIDIA_A100': 'required',
    },
  },
  {
    name: 'gpu-pci',
    vcpus: 8,
    ramGib: 64,
    disk: 50,
    extraSpecs: { 'pci_passthrough:alias': 'a100:1' },
  },
  {
    name: 'gpu-large',
    vcpus: 32,
    ramGib: 256,
    disk: 200,
    extraSpecs: { 'resources:CUSTOM_GPU_H100': '2' },
  },
];

interface ImageSpec {
  name: string;
  distro: string;
  version: string;
  minDisk: number;
  gib: number;
  ageDays: number;
}

const images: ImageSpec[] = [
  {
    name: 'eu-baseos-2024.07',
    distro: 'debian',
    version: '12',
    minDisk: 10,
    gib: 2,
    ageDays: 510,
  },
  {
    name: 'eu-baseos-2025.01',
    distro: 'debian',
    version: '12',
    minDisk: 10,
    gib: 2,
    ageDays: 320,
  },
  {
    name: 'eu-ubuntu-2025.01',
    distro: 'ubuntu',
    version: '24.04',
    minDisk: 10,
    gib: 3,
    ageDays: 310,
  },
  {
    name: 'eu-gpu-2025.02',
    distro: 'ubuntu',
    version: '24.04',
    minDisk: 20,
    gib: 12,
    ageDays: 280,
  },
];

export function flavorId(name: string): string {
  return stableUuid('flavor', name);
}

export function imageId(name: string): string {
  return stableUuid('image', name);
}

/** Flavors and images: the same ids for every seed. */
export function seedCatalogue(tables: CloudTables, now: number): void {
  for (const spec of flavors) {
    tables.flavors.insert({
      id: flavorId(spec.name),
      name: spec.name,
      vcpus: spec.vcpus,
      ram: spec.ramGib * 1024,
      disk: spec.disk,
      ephemeral: 0,
      swap: 0,
      isPublic: true,
      description: null,
      extraSpecs: spec.extraSpecs ?? {},
      access: [],
    });
  }
  for (const spec of images) {
    const createdAt = now - spec.ageDays * 86_400_000;
    tables.images.insert({
      id: imageId(spec.name),
      name: spec.name,
      status: 'active',
      visibility: 'public',
      owner: demoProjectId('platform'),
      size: spec.gib * 1024 ** 3,
      diskFormat: 'qcow2',
      containerFormat: 'bare',
      checksum: stableHex('md5', spec.name),
      hashValue: stableHex('sha', spec.name).repeat(4),
      isProtected: true,
      hidden: false,
      minRam: 0,
      minDisk: spec.minDisk,
      tags: ['golden'],
      properties: { os_distro: spec.distro, os_version: spec.version },
      createdAt,
      updatedAt: createdAt,
    });
  }
}
