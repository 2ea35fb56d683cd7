import type { Row } from '../../kernel/Table';
import type { Json } from '../../kernel/json';

/** What a conductor is doing to a node; the state after the last step is the target. */
export interface NodeStep {
  /** Wall-clock milliseconds at which it is over. */
  until: number;
  state: string;
}

export interface NodeRow extends Row {
  name: string;
  machineId: string;
  driver: string;
  driverInfo: Json;
  properties: Json;
  extra: Json;
  instanceInfo: Json;
  traits: string[];
  resourceClass: string | null;
  description: string | null;
  /** Id of a project, as all owners and lessees. */
  owner: string | null;
  lessee: string | null;
  provisionState: string;
  targetProvisionState: string | null;
  /** Only while somebody works on the node. */
  steps: NodeStep[];
  powerState: 'power on' | 'power off' | null;
  power: { until: number; target: 'power on' | 'power off' } | null;
  maintenance: boolean;
  maintenanceReason: string | null;
  retired: boolean;
  retiredReason: string | null;
  fault: string | null;
  lastError: string | null;
  createdAt: number;
  updatedAt: number | null;
  provisionUpdatedAt: number | null;
}

/** A network card of a node. */
export interface NodePortRow extends Row {
  nodeId: string;
  address: string;
  pxe: boolean;
  physicalNetwork: string | null;
  createdAt: number;
}
