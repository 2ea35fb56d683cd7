import type { Row } from '../../kernel/Table';

export interface FlavorRow extends Row {
  name: string;
  vcpus: number;
  /** MiB */
  ram: number;
  /** GiB */
  disk: number;
  ephemeral: number;
  swap: number;
  isPublic: boolean;
  description: string | null;
  extraSpecs: Record<string, string>;
  access: string[];
}

/** What a server keeps of its flavor, whatever happens to the flavor. */
export type FlavorCopy = Pick<
  FlavorRow,
  'id' | 'name' | 'vcpus' | 'ram' | 'disk' | 'ephemeral' | 'swap' | 'extraSpecs'
>;

export interface Fault {
  code: number;
  message: string;
  created: number;
  details?: string;
}

export interface ActionEvent {
  event: string;
  startTime: number;
  finishTime: number | null;
  result: 'Success' | 'Error' | null;
  host: string | null;
}

export interface InstanceAction {
  action: string;
  requestId: string;
  userId: string;
  projectId: string;
  startTime: number;
  updatedAt: number;
  message: string | null;
  events: ActionEvent[];
}

/** A future change of a server; data, so that it survives a restart. */
export interface Step {
  dueAt: number;
  name: string;
  args: Record<string, unknown>;
}

export interface NetworkRequest {
  networkId?: string;
  portId?: string;
  fixedIp?: string;
}

export interface ServerRow extends Row {
  name: string;
  number: number;
  projectId: string;
  userId: string;
  flavor: FlavorCopy;
  imageId: string | null;
  vmState: string;
  taskState: string | null;
  powerState: number;
  host: string | null;
  requestedZone: string | null;
  metadata: Record<string, string>;
  tags: string[];
  keyName: string | null;
  userData: string | null;
  description: string | null;
  hostname: string;
  configDrive: boolean;
  reservationId: string;
  launchIndex: number;
  groupId: string | null;
  securityGroupIds: string[];
  networks: NetworkRequest[];
  volumes: Array<{ id: string; deleteOnTermination: boolean }>;
  createdAt: number;
  updatedAt: number;
  launchedAt: number | null;
  terminatedAt: number | null;
  locked: boolean;
  lockedReason: string | null;
  lockedBy: 'owner' | 'admin' | null;
  fault: Fault | null;
  /** Never got a host: lives in the database of no cell. */
  cell0: boolean;
  /** True once `GET` by id says 404. */
  gone: boolean;
  /** An unconfirmed resize or migration: what it was before. */
  resize: {
    flavor: FlavorCopy;
    host: string;
    migrationId: string;
    vmState: string;
  } | null;
  actions: InstanceAction[];
  steps: Step[];
}

export interface KeypairRow extends Row {
  name: string;
  userId: string;
  type: string;
  publicKey: string;
  fingerprint: string;
  createdAt: number;
}

export interface ComputeServiceRow extends Row {
  binary: string;
  host: string;
  disabled: boolean;
  disabledReason: string | null;
  forcedDown: boolean;
  /** The process itself; a drill may stop it. */
  alive: boolean;
  updatedAt: number;
}

export interface HypervisorRow extends Row {
  hostname: string;
  serviceId: string;
  /** The machine of the estate this is. */
  machineId: string;
  hostIp: string;
  vcpus: number;
  memoryMb: number;
  localGb: number;
}

export interface AggregateRow extends Row {
  number: number;
  name: string;
  metadata: Record<string, string>;
  hosts: string[];
  createdAt: number;
  updatedAt: number | null;
}

export interface ServerGroupRow extends Row {
  name: string;
  policy: string;
  rules: Record<string, number>;
  projectId: string;
  userId: string;
}

/** Own limits of a project; what is absent has the default. */
export interface QuotaRow extends Row {
  limits: Record<string, number>;
}
