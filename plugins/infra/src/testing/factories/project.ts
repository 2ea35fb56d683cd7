import {
  GiB,
  subtractVectors,
  vector,
  type Lease,
  type ProjectDetails,
  type ProjectListItem,
  type ProjectUsage,
} from '@ironstage/plugin-infra-common';
import { daysFromNow } from './clock';

/** The usage of a project; `free` follows from the rest. */
export function aUsage(overrides: Partial<ProjectUsage> = {}): ProjectUsage {
  const usage = {
    project: 'payments-dev',
    quota: vector({
      vcpus: 40,
      memoryBytes: 128 * GiB,
      storageBytes: 2048 * GiB,
      instances: 20,
    }),
    reserved: vector({ vcpus: 4, memoryBytes: 8 * GiB, instances: 1 }),
    used: vector({
      vcpus: 18,
      memoryBytes: 96 * GiB,
      storageBytes: 640 * GiB,
      instances: 9,
    }),
    stale: [],
    ...overrides,
  };
  return {
    ...usage,
    free: subtractVectors(
      subtractVectors(usage.quota, usage.reserved),
      usage.used,
    ),
  };
}

/** A project in a list. */
export function aProject(
  overrides: Partial<ProjectListItem> = {},
): ProjectListItem {
  const name = overrides.name ?? 'payments-dev';
  return {
    name,
    description: 'Payment services',
    environment: 'dev',
    owner: 'group:default/payments',
    state: 'active',
    bindings: [
      {
        provider: 'os-eu1',
        externalId: `tenant-${name}`,
        networkExternalId: `net-${name}`,
      },
    ],
    createdAt: daysFromNow(-90),
    usage: aUsage({ project: name }),
    ...overrides,
  };
}

/** A lease with 18 days left. */
export function aLease(overrides: Partial<Lease> = {}): Lease {
  return {
    ref: 'instance:os-eu1/checkout-1',
    name: 'checkout-1',
    project: 'payments-dev',
    requester: 'user:default/dana',
    startedAt: daysFromNow(-12),
    endsAt: daysFromNow(18.5),
    state: 'active',
    graceEndsAt: daysFromNow(25),
    ...overrides,
  };
}

/** One project with usage and leases. */
export function aProjectDetails(
  overrides: Partial<ProjectDetails> = {},
): ProjectDetails {
  return {
    ...aProject({ ...(overrides.name && { name: overrides.name }) }),
    leases: [aLease()],
    errors: [],
    ...overrides,
  };
}
