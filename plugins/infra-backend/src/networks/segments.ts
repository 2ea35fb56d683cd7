import {
  segmentRole,
  type NetworkSegment,
  type SegmentOverlap,
  type SegmentRules,
} from '@ironstage/plugin-infra-common';
import { findOverlaps, type Claim } from './findOverlaps';
import type { NetworkRow } from './NetworkStore';

/** Overlaps of one segment that are told one by one. */
const TOLD = 5;

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : undefined;
const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);

function cidrsOf({ attributes }: NetworkRow): string[] {
  const { cidrs } = attributes;
  return Array.isArray(cidrs)
    ? cidrs.filter((cidr): cidr is string => typeof cidr === 'string')
    : [];
}

/** Its tenant's alone: whatever addresses it has, no other network ever sees them. */
const isApart = ({ ofTenant, attributes }: NetworkRow) =>
  ofTenant && attributes.shared !== true && attributes.external !== true;

/**
 * Whether two may have the same addresses: networks of tenants, which are apart from each other, and one segment of a site as
 * several clouds tell of it.
 */
function isMeant(one: Claim<NetworkRow>, other: Claim<NetworkRow>): boolean {
  const [a, b] = [one.of, other.of];
  return (
    a.ref === b.ref ||
    isApart(a) ||
    isApart(b) ||
    (one.cidr === other.cidr && a.site === b.site && a.provider !== b.provider)
  );
}

const overlapWith = (
  own: Claim<NetworkRow>,
  { of, cidr }: Claim<NetworkRow>,
): SegmentOverlap => ({
  cidr: own.cidr,
  ref: of.ref,
  name: of.name,
  provider: of.provider,
  site: of.site,
  otherCidr: cidr,
});

/** Makes segments of networks: what they are for, and with which others they share addresses. In the order given. */
export function toSegments(
  rows: NetworkRow[],
  rules: SegmentRules,
): NetworkSegment[] {
  const overlaps = new Map(
    rows.map(({ ref }) => [ref, { told: [] as SegmentOverlap[], count: 0 }]),
  );
  const note = (own: Claim<NetworkRow>, other: Claim<NetworkRow>) => {
    const known = overlaps.get(own.of.ref)!;
    if (known.count++ < TOLD) {
      known.told.push(overlapWith(own, other));
    }
  };
  const claims = rows.flatMap(of => cidrsOf(of).map(cidr => ({ of, cidr })));
  for (const [one, other] of findOverlaps(claims, isMeant)) {
    note(one, other);
    note(other, one);
  }
  return rows.map(row => {
    const { ref, name, provider, site, project, owner, attributes } = row;
    const { told, count } = overlaps.get(ref)!;
    return {
      ...{ ref, name, provider, site, project, owner },
      role: segmentRole(
        {
          // a team calls its network as it likes
          texts: project
            ? []
            : [
                name,
                textOf(attributes.vlanName),
                textOf(attributes.space),
                textOf(attributes.description),
              ],
          external: attributes.external === true,
          ofTenant: row.ofTenant,
        },
        rules,
      ),
      cidrs: cidrsOf(row),
      gateway: textOf(attributes.gateway) ?? null,
      vlan: numberOf(attributes.vlan),
      usedPercent: numberOf(attributes.usedPercent),
      overlaps: told,
      moreOverlaps: count - told.length,
    };
  });
}
