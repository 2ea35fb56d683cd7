import type { FaultKind } from '../faults/types';
import type { Row } from '../kernel/Table';

export type GuestKind = 'qemu' | 'lxc';
/** As in `/etc/pve/…/<vmid>.conf`: flat, numbers only where the schema says so. */
export type GuestConfig = Record<string, string | number>;

export interface NodeRow extends Row {
  /** The host name. */
  id: string;
  machineId: string;
  nodeid: number;
  ip: string;
  online: boolean;
  bootedAt: number;
  threads: number;
  memoryBytes: number;
  diskBytes: number;
  devices: PciDevice[];
}

export interface PciDevice {
  /** `0000:10:00.0` */
  path: string;
  class: string;
  vendor: string;
  vendorName: string;
  device: string;
  deviceName: string;
  iommugroup: number;
}

export interface Snapshot {
  name: string;
  parent?: string;
  description?: string;
  snaptime: number;
  vmstate: boolean;
  config: GuestConfig;
}

/** A guest that runs. */
export interface Run {
  since: number;
  pid: number;
  paused: boolean;
  /** When the guest agent (or the container's network) answers. */
  agentAt: number;
  /** The configuration it was started with: what is not hot-plugged stays. */
  devices: string[];
}

export interface GuestRow extends Row {
  /** The VMID as text. */
  id: string;
  vmid: number;
  kind: GuestKind;
  node: string;
  config: GuestConfig;
  /** Changes that wait for the next start; null deletes. */
  pending: Record<string, string | number | null>;
  /** In order of their making. */
  snapshots: Snapshot[];
  run: Run | null;
  /** What the last broadcast of statistics said, while it is not yet told. */
  before: Run | null;
  changedAt: number;
  createdAt: number;
  /** Never shown again, like the CT password. */
  hidden: Record<string, string>;
}

export interface VolumeRow extends Row {
  /** `<volid>` for shared storages, `<volid>@<node>` for others. */
  id: string;
  volid: string;
  storage: string;
  node: string | null;
  vmid: number | null;
  content:
    | 'images'
    | 'rootdir'
    | 'iso'
    | 'vztmpl'
    | 'snippets'
    | 'import'
    | 'backup';
  format: string;
  size: number;
  /** volid of the base image of a linked clone. */
  parent: string | null;
  ctime: number;
}

export interface StorageRow extends Row {
  id: string;
  type: 'dir' | 'zfspool' | 'rbd' | 'nfs' | 'lvm';
  content: string[];
  shared: boolean;
  /** Members of storage.cfg beside the common ones, e.g. `path`, `pool`. */
  options: Record<string, string | number>;
  /** Bytes, of each node for a local storage. */
  total: number;
  /** Bytes that nobody here accounts for. */
  otherUsed: number;
}

export interface PoolRow extends Row {
  id: string;
  comment?: string;
  storages: string[];
}

/** A guest is in one pool at most. */
export interface MemberRow extends Row {
  /** The VMID as text. */
  id: string;
  pool: string;
}

export interface UserRow extends Row {
  /** `alice@pve` */
  id: string;
  enable: boolean;
  /** Epoch seconds, 0 for never. */
  expire: number;
  comment?: string;
  email?: string;
  firstname?: string;
  lastname?: string;
  groups: string[];
  passwordHash: string | null;
}

export interface TokenRow extends Row {
  /** `alice@pve!ci` */
  id: string;
  userId: string;
  privsep: boolean;
  expire: number;
  comment?: string;
  secretHash: string;
}

export interface GroupRow extends Row {
  id: string;
  comment?: string;
}

export interface RoleRow extends Row {
  id: string;
  privs: string[];
  special: boolean;
}

export interface AclRow extends Row {
  path: string;
  type: 'user' | 'group' | 'token';
  ugid: string;
  roleid: string;
  propagate: boolean;
}

export interface TaskRow extends Row {
  /** The UPID. */
  id: string;
  node: string;
  pid: number;
  pstart: number;
  /** Milliseconds. */
  startedAt: number;
  type: string;
  subject: string;
  /** `user@realm` */
  user: string;
  tokenid?: string;
  log: Array<{ at: number; text: string }>;
  /** When the work is done; null for a task that hangs. */
  endsAt: number | null;
  endedAt: number | null;
  exitstatus: string | null;
  /** What happens at the end: a registered piece of work and its input. */
  work: { name: string; input: unknown } | null;
  /** The fault switch that struck it. */
  fault: FaultKind | null;
}

export interface MappingRow extends Row {
  id: string;
  description?: string;
  map: string[];
  mdev: boolean;
  liveMigration: boolean;
}

/** A zone or vnet; `applied` is what the nodes run, `wanted` what was asked. */
export interface SdnRow extends Row {
  id: string;
  applied: Record<string, string | number> | null;
  wanted: Record<string, string | number> | null;
}

export interface HaResourceRow extends Row {
  /** `vm:100` */
  id: string;
  type: 'vm' | 'ct';
  state: 'started' | 'stopped' | 'ignored' | 'disabled' | 'enabled';
  options: Record<string, string | number>;
}

/** An HA group (8) or rule (9), a guest's settings of the data centre. */
export interface PlainRow extends Row {
  values: Record<string, string | number>;
}
