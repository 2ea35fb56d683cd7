import type { Row } from '../kernel/Table';

/** What is still to happen to a machine. */
export interface Step {
  dueAt: number;
  name: string;
  args: Record<string, unknown>;
}

export interface UserRow extends Row {
  /** The user name. */
  id: string;
  email: string;
  admin: boolean;
  active: boolean;
}

/** An API key; the secret is kept in clear since MAAS itself lists it. */
export interface TokenRow extends Row {
  /** The token key. */
  id: string;
  consumerKey: string;
  secret: string;
  name: string;
  user: string;
}

export interface SshKeyRow extends Row {
  user: string;
  key: string;
  keysource: string | null;
}

/** Zones, pools, spaces and domains: a number for an id and a name. */
export interface NamedRow extends Row {
  name: string;
  description: string;
}

export interface TagRow extends Row {
  /** The name. */
  id: string;
  comment: string;
  definition: string;
  kernelOpts: string;
}

export interface FabricRow extends Row {
  name: string;
  classType: string | null;
}

export interface VlanRow extends Row {
  fabricId: string;
  vid: number;
  name: string;
  mtu: number;
  dhcpOn: boolean;
  /** system_id of the rack controller that serves DHCP. */
  primaryRack: string | null;
  secondaryRack: string | null;
  spaceId: string | null;
}

export interface SubnetRow extends Row {
  name: string;
  cidr: string;
  vlanId: string;
  gatewayIp: string | null;
  dnsServers: string[];
  description?: string;
  managed?: boolean;
  allowDns?: boolean;
  allowProxy?: boolean;
  activeDiscovery?: boolean;
  rdnsMode?: number;
}

export interface IpRangeRow extends Row {
  type: 'dynamic' | 'reserved';
  startIp: string;
  endIp: string;
  subnetId: string;
  comment: string;
}

export interface NicRow {
  id: number;
  name: string;
  mac: string;
  vlanId: string | null;
  linkId: number;
  subnetId: string | null;
  /** Only while the machine is deployed. */
  ip: string | null;
  /** Mb/s; 0 when the link is down. */
  speed: number;
  vendor: string | null;
  product: string | null;
  numa: number;
}

export interface DiskRow {
  id: number;
  name: string;
  /** Bytes. */
  size: number;
  model: string;
  serial: string;
  numa: number;
  tags: string[];
}

export interface PciRow {
  id: number;
  /** 1 CPU, 2 Memory, 3 Storage, 4 Network, 5 GPU, 0 Node. */
  hardwareType: number;
  vendorId: string;
  vendorName: string;
  productId: string;
  productName: string;
  driver: string;
  address: string;
  numa: number;
  /** Index into the machine's disks or NICs, where it is one of those. */
  disk?: number;
  nic?: number;
}

/** Machines and controllers alike. */
export interface NodeRow extends Row {
  /** system_id */
  id: string;
  /** 0 machine, 2 rack, 4 region and rack controller. */
  nodeType: 0 | 2 | 4;
  /** The machine of the estate; null for one that was registered later. */
  machineId: string | null;
  hostname: string;
  domainId: string;
  description: string;
  architecture: string;
  status: number;
  /** Where Testing and rescue mode go back to. */
  previousStatus: number;
  owner: string | null;
  zoneId: string;
  poolId: string;
  tags: string[];
  annotations: Record<string, string>;
  agentName: string;
  /** As it came, in base64; MAAS keeps it to itself. */
  userData?: string | null;
  locked: boolean;
  netboot: boolean;
  ephemeral: boolean;
  hwSync: boolean;
  osystem: string;
  series: string;
  hweKernel: string | null;
  minHweKernel: string | null;
  powerType: string;
  powerState: 'on' | 'off' | 'unknown' | 'error';
  powerParameters: Record<string, unknown>;
  cpuCount: number;
  cpuSpeed: number;
  memoryMib: number;
  swapSize: number | null;
  hardwareUuid: string | null;
  hardwareInfo: Record<string, string>;
  bootMethod: string | null;
  /** What commissioning found, or will find. */
  commissioned: boolean;
  numaNodes: number;
  nics: NicRow[];
  disks: DiskRow[];
  pci: PciRow[];
  commissioningStatus: number;
  testingStatus: number;
  commissioningResult: number | null;
  testingResult: number | null;
  installationResult: number | null;
  statusMessage: string | null;
  /** Why it is broken; told from 3.5 on. */
  errorDescription?: string;
  /** Controllers: services run. */
  alive: boolean;
  steps: Step[];
}

export interface EventRow extends Row {
  node: string;
  hostname: string;
  level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';
  type: string;
  description: string;
  username: string;
  at: number;
}

export interface ImageRow extends Row {
  name: string;
  /** `amd64/ga-22.04` */
  architecture: string;
  type: 'Synced' | 'Uploaded';
  title: string | null;
  subarches: string | null;
  lastDeployed: number | null;
  size: number;
  sha256: string;
  version: string;
  /** What machines boot with before there is an image: `uefi`, `pxe`. */
  bootloader?: boolean;
  /** Percent that is there while it is fetched; undefined when it is complete. */
  progress?: number;
}

/** One run of commissioning, testing or installation scripts. */
export interface ResultRow extends Row {
  node: string;
  /** 0 commissioning, 1 installation, 2 testing. */
  type: 0 | 1 | 2;
  status: number;
  startedAt: number;
  endedAt: number | null;
  scripts: string[];
}

export interface SettingRow extends Row {
  /** The name. */
  id: string;
  value: unknown;
}
