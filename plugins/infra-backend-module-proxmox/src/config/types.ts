import type { ResourceVector } from '@ironstage/plugin-infra-common';
import type { GpuModels } from './gpuModels';

/** GPUs that a flavor takes. */
export interface FlavorGpus {
  /** id of a PCI resource mapping */
  mapping: string;
  count: number;
  /** type of the mediated devices, of a mapping of such: `nvidia-1155` */
  mdev?: string;
}

/** A size of instances; Proxmox knows none, so it is the configuration's. */
export interface Flavor {
  name: string;
  /** its GPUs only where the configuration names their mapping; else the cluster tells what they are */
  vector: ResourceVector;
  gpus?: FlavorGpus;
}

/** One entry of `infra.proxmox`. */
export interface ProxmoxConfig {
  id: string;
  title: string;
  site: string;
  selfService: boolean;
  /** `infra.proxmox[0]` */
  configKey: string;
  endpoints: Array<{ url: string; fingerprint?: string }>;
  ca?: string;
  auth: { tokenId: string; secret: string };
  timeouts: { connectMs?: number; requestMs?: number; readMs?: number };
  concurrency: number;
  flavors: Flavor[];
  clone: { mode: 'linked' | 'full'; storage?: string };
  vmids: { from: number; to: number };
  seedStorage: string;
  networks?: string[];
  capacity: { cpuRatio: number; reservedMemoryBytes: number };
  gpuModels: GpuModels;
  access?: { group: string; role: string };
}
