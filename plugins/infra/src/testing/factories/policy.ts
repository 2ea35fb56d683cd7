import {
  DEFAULT_NAMING_RULES,
  GiB,
  INSTANCE_ACTION_TYPES,
  vector,
  type Policy,
  type ProviderStatus,
} from '@ironstage/plugin-infra-common';
import { minutesFromNow } from './clock';

/** The rules of a company. */
export function aPolicy(overrides: Partial<Policy> = {}): Policy {
  const quota = vector({
    vcpus: 40,
    memoryBytes: 128 * GiB,
    storageBytes: 2048 * GiB,
    instances: 20,
  });
  return {
    naming: DEFAULT_NAMING_RULES,
    lease: { defaultDays: 30, maxDays: 90, graceDays: 7, undoHours: 0 },
    gpu: { maxCount: 8, maxDays: 14 },
    defaultQuotas: { dev: quota, staging: quota, prod: quota },
    gpuModels: [
      { provider: 'os-eu1', model: 'a100', free: 6, perInstance: [1, 2] },
      { provider: 'os-us1', model: 'a100', free: 3, perInstance: [1] },
      { provider: 'os-us1', model: 'l40s', free: 0, perInstance: [1] },
    ],
    teams: [
      { ref: 'group:default/payments', title: 'Payments' },
      { ref: 'group:default/ml-research', title: 'ML Research' },
    ],
    ...overrides,
  };
}

/** A provider that is doing well. */
export function aProvider(
  overrides: Partial<ProviderStatus> = {},
): ProviderStatus {
  return {
    id: 'os-eu1',
    kind: 'openstack',
    title: 'OpenStack EU 1',
    site: 'eu1',
    state: 'ok',
    message: null,
    lastSuccessAt: minutesFromNow(-1),
    lastAttemptAt: minutesFromNow(-1),
    skipped: [],
    capabilities: ['projects', 'instances', 'instanceActions'],
    instanceActions: [...INSTANCE_ACTION_TYPES],
    machineActions: [],
    selfService: true,
    ...overrides,
  };
}
