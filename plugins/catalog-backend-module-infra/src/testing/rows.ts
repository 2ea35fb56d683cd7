import type {
  Changes,
  Project,
  Resource,
} from '@ironstage/plugin-infra-common';

const at = '2026-01-05T10:00:00.000Z';

/** An instance of a project, with the parts a test cares about. */
export function instance(parts: Partial<Resource> = {}): Resource {
  return {
    ref: 'instance:os-eu1/1',
    kind: 'instance',
    provider: 'os-eu1',
    externalId: '1',
    name: 'api-1',
    status: 'active',
    site: 'eu1',
    zone: null,
    project: 'payments-dev',
    projectExternalId: 'p1',
    owner: 'group:default/payments',
    host: null,
    vector: null,
    capacity: null,
    attributes: {},
    createdAt: at,
    lastSeenAt: at,
    stale: false,
    leaseEndsAt: null,
    ...parts,
  };
}

/** A project that is there. */
export function project(parts: Partial<Project> = {}): Project {
  return {
    name: 'payments-dev',
    description: '',
    environment: 'dev',
    owner: 'group:default/payments',
    state: 'active',
    bindings: [],
    createdAt: at,
    ...parts,
  };
}

/** A part of the feed. */
export function changes(parts: Partial<Changes> = {}): Changes {
  return {
    cursor: 1,
    resources: [],
    removed: [],
    projects: [],
    complete: true,
    ...parts,
  };
}
