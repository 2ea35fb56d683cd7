import { z } from 'zod';
import { SEGMENT_ROLES, segmentRulesSchema } from '../rules/segmentRoles';
import { providerErrorSchema } from './resource';

const roleSchema = z.enum(SEGMENT_ROLES);

/** A range of addresses that two segments both have. @public */
export const segmentOverlapSchema = z.object({
  /** the range of the segment itself */
  cidr: z.string(),
  /** the other segment */
  ref: z.string(),
  name: z.string(),
  provider: z.string(),
  site: z.string().nullable(),
  otherCidr: z.string(),
});

/** {@inheritDoc segmentOverlapSchema} @public */
export type SegmentOverlap = z.infer<typeof segmentOverlapSchema>;

/** A network of a cloud, as what it is for. @public */
export const networkSegmentSchema = z.object({
  ref: z.string(),
  name: z.string(),
  provider: z.string(),
  site: z.string().nullable(),
  project: z.string().nullable(),
  owner: z.string().nullable(),
  /** null when neither its name nor its cloud tells */
  role: roleSchema.nullable(),
  /** address ranges as `10.0.0.0/24`; empty where the cloud knows none */
  cidrs: z.array(z.string()),
  /** null where the cloud does not say */
  gateway: z.string().nullable(),
  vlan: z.number().int().nullable(),
  /** of its addresses, 0 to 100; null where the cloud does not say */
  usedPercent: z.number().nullable(),
  /** the first five; networks that belong to one tenant each may have the same addresses */
  overlaps: z.array(segmentOverlapSchema),
  /** overlaps beyond those */
  moreOverlaps: z.number().int(),
});

/** {@inheritDoc networkSegmentSchema} @public */
export type NetworkSegment = z.infer<typeof networkSegmentSchema>;

/** Answer of `GET /v1/networks/segments`: a page of segments, and what is missing. @public */
export const networkSegmentsSchema = z.object({
  items: z.array(networkSegmentSchema),
  /** segments that match, on all pages together */
  total: z.number().int(),
  rules: segmentRulesSchema,
  /** how many there are of each role at each site, whatever the filters say; null stands for segments of no known role */
  roles: z.array(
    z.object({
      site: z.string(),
      role: roleSchema.nullable(),
      count: z.number().int(),
    }),
  ),
  /** roles that a site should have a segment of and has not; only told to those who see the whole estate */
  missing: z.array(z.object({ site: z.string(), roles: z.array(roleSchema) })),
  /** false when there are more networks than are read while somebody waits */
  isComplete: z.boolean(),
  errors: z.array(providerErrorSchema),
});

/** {@inheritDoc networkSegmentsSchema} @public */
export type NetworkSegments = z.infer<typeof networkSegmentsSchema>;
