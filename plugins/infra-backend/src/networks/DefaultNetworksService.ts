import {
  SEGMENT_ROLES,
  type NetworkSegment,
  type NetworkSegments,
  type SegmentQuery,
  type SegmentRules,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';
import type { InventoryService } from '../inventory/InventoryService';
import type { NetworksService } from './NetworksService';
import type { NetworkStore } from './NetworkStore';
import { toSegments } from './segments';

/** Networks that are read while somebody waits. */
const MOST = 2_000;

/** Does the work of {@link NetworksService}, without asking whether the caller may. */
export class DefaultNetworksService implements NetworksService {
  constructor(
    private readonly services: {
      networks: NetworkStore;
      inventory: Pick<InventoryService, 'issues'>;
      rules: SegmentRules;
    },
  ) {}

  async segments(
    query: SegmentQuery,
    _caller: Caller,
    visibility: Visibility = 'all',
  ): Promise<NetworkSegments> {
    const { networks, inventory, rules } = this.services;
    const rows = await networks.networks(MOST + 1, visibility);
    const all = toSegments(rows.slice(0, MOST), rules);
    const matching = all.filter(segment => isWanted(segment, query));
    const sorted = SEGMENT_ROLES.flatMap(role =>
      matching.filter(segment => segment.role === role),
    ).concat(matching.filter(({ role }) => role === null));
    const { offset, limit } = query;
    const isComplete = rows.length <= MOST;
    const roles = rolesOf(all);
    return {
      items: sorted.slice(offset, offset + limit),
      total: sorted.length,
      rules,
      roles,
      // of a part of the networks nobody can say what is not there
      missing:
        visibility === 'all' && isComplete ? missingOf(roles, rules) : [],
      isComplete,
      errors: await inventory.issues(),
    };
  }
}

function isWanted(segment: NetworkSegment, query: SegmentQuery): boolean {
  const { role, site, provider, overlapping } = query;
  return (
    (!role?.length || role.some(one => one === segment.role)) &&
    (!site?.length || site.some(one => one === segment.site)) &&
    (!provider?.length || provider.includes(segment.provider)) &&
    (!overlapping || segment.overlaps.length > 0)
  );
}

function rolesOf(segments: NetworkSegment[]): NetworkSegments['roles'] {
  const sites = [...new Set(segments.flatMap(({ site }) => site ?? []))].sort();
  return sites.flatMap(site =>
    [...SEGMENT_ROLES, null].flatMap(role => {
      const { length: count } = segments.filter(
        one => one.site === site && one.role === role,
      );
      return count > 0 ? [{ site, role, count }] : [];
    }),
  );
}

function missingOf(
  counts: NetworkSegments['roles'],
  { expected }: SegmentRules,
): NetworkSegments['missing'] {
  return [...new Set(counts.map(({ site }) => site))].flatMap(site => {
    const roles = expected.filter(
      role => !counts.some(one => one.site === site && one.role === role),
    );
    return roles.length > 0 ? [{ site, roles }] : [];
  });
}
