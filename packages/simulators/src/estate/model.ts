/** Vendor-neutral: what stands in the racks. Vendor APIs are views on it. */
export type MachineRole = 'compute' | 'gpu' | 'storage' | 'infra';

/** Who runs a machine: a cloud, or (`metal`) nobody but the machine's own user. */
export type Platform = 'openstack' | 'proxmox' | 'metal';

export interface Gpu {
  /** Marketing name as a catalogue writes it, e.g. `NVIDIA A100`. */
  model: string;
  /** One name for the card in every cloud, as the product's table of GPUs has it. */
  card: string;
  vendorId: string;
  productId: string;
  /** `NVIDIA Corporation` and `GH100 [H100 SXM5 80GB]`: as the PCI database writes them. */
  vendorName: string;
  pciName: string;
  pciAddress: string;
  memoryGib: number;
}

export interface Machine {
  /** Follows the machine through every vendor API. */
  id: string;
  /** `r12-n03` */
  hostname: string;
  site: string;
  rack: string;
  /** Lowest rack unit it occupies. */
  unit: number;
  role: MachineRole;
  platform: Platform;
  /** SMBIOS UUID: how hypervisor and machine find each other. */
  systemUuid: string;
  serial: string;
  macs: string[];
  bmcAddress: string;
  managementAddress: string;
  threads: number;
  memoryMib: number;
  diskGib: number;
  gpus: Gpu[];
}

export interface Rack {
  name: string;
  site: string;
  switches: string[];
  powerFeeds: string[];
}

/** A running thing somebody had before the portal came. */
export interface Workload {
  name: string;
  /** Team and environment, e.g. `search-prod`. */
  project: string;
  platform: Exclude<Platform, 'metal'>;
  size: string;
  running: boolean;
  ageHours: number;
}

export interface Estate {
  seed: number;
  site: string;
  racks: Rack[];
  machines: Machine[];
  /** Stand in racks of their own, for a cloud that installs them by itself. */
  bareMetal: Machine[];
  projects: string[];
  workloads: Workload[];
}
