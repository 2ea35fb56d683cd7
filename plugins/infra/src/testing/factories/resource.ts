import {
  formatResourceRef,
  GiB,
  vector,
  type Resource,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import { daysFromNow, minutesFromNow } from './clock';

let sequence = 0;

/** An inventory row; each call gives another one. */
export function aResource(
  overrides: Partial<Resource> & { kind?: ResourceKind } = {},
): Resource {
  sequence += 1;
  const kind = overrides.kind ?? 'instance';
  const provider = overrides.provider ?? 'os-eu1';
  const externalId =
    overrides.externalId ??
    `00000000-0000-4000-8000-${String(sequence).padStart(12, '0')}`;
  return {
    ref: formatResourceRef({ kind, provider, externalId }),
    name: `${kind}-${sequence}`,
    status: 'active',
    site: 'eu1',
    zone: null,
    project: null,
    projectExternalId: null,
    owner: null,
    host: null,
    vector: null,
    capacity: null,
    attributes: {},
    createdAt: daysFromNow(-12),
    lastSeenAt: minutesFromNow(-1),
    stale: false,
    leaseEndsAt: null,
    ...overrides,
    kind,
    provider,
    externalId,
  };
}

/** An instance of the project payments-dev. */
export function anInstance(overrides: Partial<Resource> = {}): Resource {
  return aResource({
    project: 'payments-dev',
    owner: 'group:default/payments',
    vector: vector({
      vcpus: 2,
      memoryBytes: 4 * GiB,
      storageBytes: 40 * GiB,
      instances: 1,
    }),
    host: 'hypervisor:os-eu1/node-r1-01',
    attributes: {
      addresses: ['10.20.0.14'],
      flavor: 'm1.medium',
      image: 'eu-baseos-2026.10',
    },
    leaseEndsAt: daysFromNow(18),
    ...overrides,
    kind: 'instance',
  });
}

/** A hypervisor that is partly full. */
export function aHypervisor(overrides: Partial<Resource> = {}): Resource {
  return aResource({
    zone: 'az1',
    status: 'up',
    capacity: {
      total: vector({
        vcpus: 64,
        memoryBytes: 256 * GiB,
        storageBytes: 2048 * GiB,
      }),
      reserved: vector({ vcpus: 2, memoryBytes: 8 * GiB }),
      deliverable: vector({
        vcpus: 248,
        memoryBytes: 248 * GiB,
        storageBytes: 2048 * GiB,
      }),
      allocated: vector({
        vcpus: 120,
        memoryBytes: 180 * GiB,
        storageBytes: 600 * GiB,
        instances: 20,
      }),
    },
    ...overrides,
    kind: 'hypervisor',
  });
}
