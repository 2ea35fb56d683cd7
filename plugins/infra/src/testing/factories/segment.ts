import {
  DEFAULT_SEGMENT_RULES,
  type NetworkSegment,
  type NetworkSegments,
} from '@ironstage/plugin-infra-common';

/** A network as what it is for. */
export function aSegment(
  overrides: Partial<NetworkSegment> = {},
): NetworkSegment {
  return {
    ref: 'network:maas-eu1/1',
    name: 'mgmt',
    provider: 'maas-eu1',
    site: 'eu1',
    project: null,
    owner: null,
    role: 'mgmt',
    cidrs: [],
    gateway: null,
    vlan: null,
    usedPercent: null,
    overlaps: [],
    moreOverlaps: 0,
    ...overrides,
  };
}

/** A page of networks. */
export function someSegments(
  overrides: Partial<NetworkSegments> = {},
): NetworkSegments {
  return {
    items: [aSegment()],
    total: 1,
    rules: DEFAULT_SEGMENT_RULES,
    roles: [{ site: 'eu1', role: 'mgmt', count: 1 }],
    missing: [],
    isComplete: true,
    errors: [],
    ...overrides,
  };
}
