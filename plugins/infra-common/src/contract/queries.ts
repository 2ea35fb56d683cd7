import { z } from 'zod';
import { AUDIT_OUTCOMES } from '../model/audit';
import { operationStateSchema } from '../model/operation';
import { resourceKindSchema } from '../model/ref';
import { SEGMENT_ROLES } from '../rules/segmentRoles';

/** Rows of one page at most. @public */
export const MAX_PAGE_SIZE = 200;

/** A query parameter that may be given several times. */
const many = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    value => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(50).optional(),
  );

const page = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
  offset: z.coerce.number().int().min(0).default(0),
};

/** What rows of the inventory may be sorted by; a leading `-` turns the order round. @public */
export const RESOURCE_SORTS = [
  'name',
  'kind',
  'provider',
  'site',
  'status',
  'project',
  'owner',
  'createdAt',
  'leaseEndsAt',
] as const;

const sort = z
  .string()
  .regex(new RegExp(`^-?(${RESOURCE_SORTS.join('|')})$`), {
    error: `sort must be one of ${RESOURCE_SORTS.join(
      ', ',
    )}, with - in front for descending.`,
  })
  .default('name');

/**
 * What narrows the inventory; of several values of one column a row has to have one, of several words all.
 * Query of `GET /v1/resources/facets`.
 * @public
 */
export const resourceFiltersSchema = z.strictObject({
  kind: many(resourceKindSchema),
  provider: many(z.string()),
  site: many(z.string()),
  project: many(z.string()),
  owner: many(z.string()),
  status: many(z.string()),
  /** words, each a part of a name, an id, an address or whatever else a row is known by; case does not matter */
  q: z.string().max(200).optional(),
});

/** {@inheritDoc resourceFiltersSchema} @public */
export type ResourceFilters = z.infer<typeof resourceFiltersSchema>;

/** Query of `GET /v1/resources`. @public */
export const resourceQuerySchema = z
  .strictObject({
    ...resourceFiltersSchema.shape,
    sort,
    ...page,
    /** `next` of the page before, in the same order: what a page costs does not grow with how far back it is */
    after: z.string().max(2000).optional(),
  })
  .refine(({ after, offset }) => !after || offset === 0, {
    error: 'after says where the page begins; leave offset out.',
    path: ['offset'],
  });

/** {@inheritDoc resourceQuerySchema} @public */
export type ResourceQuery = z.infer<typeof resourceQuerySchema>;

/** In what an export is written. @public */
export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;

/** {@inheritDoc EXPORT_FORMATS} @public */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Query of `GET /v1/resources/export`: what narrows and sorts a list, without pages. @public */
export const resourceExportQuerySchema = z.strictObject({
  ...resourceFiltersSchema.shape,
  sort,
  /** `csv` for spreadsheets, with a header; `ndjson` has the rows as the list has them, one a line */
  format: z.enum(EXPORT_FORMATS).default('csv'),
});

/** {@inheritDoc resourceExportQuerySchema} @public */
export type ResourceExportQuery = z.infer<typeof resourceExportQuerySchema>;

/** Query of `GET /v1/networks/segments`; by role, then by name. @public */
export const segmentQuerySchema = z.strictObject({
  role: many(z.enum(SEGMENT_ROLES)),
  site: many(z.string()),
  provider: many(z.string()),
  /** only those that share addresses with another */
  overlapping: z.stringbool().default(false),
  ...page,
});

/** {@inheritDoc segmentQuerySchema} @public */
export type SegmentQuery = z.infer<typeof segmentQuerySchema>;

/** Query of `GET /v1/resources/{ref}/events`. @public */
export const eventQuerySchema = z.strictObject({
  limit: page.limit,
  /** id of an event: only older ones */
  before: z.coerce.number().int().min(0).optional(),
});

/** {@inheritDoc eventQuerySchema} @public */
export type EventQuery = z.infer<typeof eventQuerySchema>;

/** Query of `GET /v1/projects`. @public */
export const projectQuerySchema = z.strictObject({
  owner: many(z.string()),
  environment: many(z.string()),
  q: z.string().max(200).optional(),
  ...page,
});

/** {@inheritDoc projectQuerySchema} @public */
export type ProjectQuery = z.infer<typeof projectQuerySchema>;

/** Query of `GET /v1/tenants`; by name. @public */
export const tenantQuerySchema = z.strictObject({
  provider: many(z.string()),
  q: z.string().max(200).optional(),
  ...page,
});

/** {@inheritDoc tenantQuerySchema} @public */
export type TenantQuery = z.infer<typeof tenantQuerySchema>;

/** Query of lists that nothing but their page is asked of. @public */
export const pagingQuerySchema = z.strictObject(page);

/** {@inheritDoc pagingQuerySchema} @public */
export type PagingQuery = z.infer<typeof pagingQuerySchema>;

/** Query of `GET /v1/operations`; newest first. @public */
export const operationQuerySchema = z.strictObject({
  project: many(z.string()),
  state: many(operationStateSchema),
  type: many(z.string()),
  requester: many(z.string()),
  ...page,
});

/** {@inheritDoc operationQuerySchema} @public */
export type OperationQuery = z.infer<typeof operationQuerySchema>;

const moment = (name: string) =>
  z.iso
    .datetime({
      offset: true,
      error: `${name} must be a time such as 2026-11-30T08:00:00Z.`,
    })
    .transform(text => new Date(text).toISOString())
    .optional();

/** What narrows the audit chain; query of `GET /v1/audit/export`. @public */
export const auditFiltersSchema = z.strictObject({
  actor: many(z.string().max(300)),
  door: many(z.string().max(50)),
  action: many(z.string().max(100)),
  outcome: many(z.enum(AUDIT_OUTCOMES)),
  project: many(z.string().max(300)),
  /** ref or id, whole */
  target: many(z.string().max(600)),
  /** from this time on */
  from: moment('from'),
  /** before this time */
  to: moment('to'),
});

/** {@inheritDoc auditFiltersSchema} @public */
export type AuditFilters = z.infer<typeof auditFiltersSchema>;

/** Query of `GET /v1/audit`. @public */
export const auditQuerySchema = auditFiltersSchema.extend({
  limit: page.limit,
  /** entries in front of this number: `next` of the page before */
  before: z.coerce.number().int().min(1).optional(),
});

/** {@inheritDoc auditQuerySchema} @public */
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** Query of `GET /v1/approvals`; the oldest first. @public */
export const approvalQuerySchema = z.strictObject({
  project: many(z.string()),
  provider: many(z.string()),
  type: many(z.string()),
  requester: many(z.string()),
  ...page,
});

/** {@inheritDoc approvalQuerySchema} @public */
export type ApprovalQuery = z.infer<typeof approvalQuerySchema>;

/** Query of `GET /v1/changes`. @public */
export const changesQuerySchema = z.strictObject({
  /** position to go on from; 0 for the beginning */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

/** Query of `GET /v1/topology/racks`. @public */
export const rackQuerySchema = z.strictObject({
  site: many(z.string()),
  room: many(z.string()),
  /** part of the name of a rack */
  q: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(12),
  offset: page.offset,
});

/** {@inheritDoc rackQuerySchema} @public */
export type RackQuery = z.infer<typeof rackQuerySchema>;

/** Query of `GET /v1/topology`. @public */
export const topologyQuerySchema = z.strictObject({
  site: many(z.string()),
  /** what a blast radius takes as its target: only what it stands on, and what stands on it, machines and hosts included */
  focus: z.string().trim().max(512).optional(),
  /** nodes at most */
  limit: z.coerce.number().int().min(1).max(2500).default(200),
});

/** {@inheritDoc topologyQuerySchema} @public */
export type TopologyQuery = z.infer<typeof topologyQuerySchema>;

/** Query of `GET /v1/topology/impact`. @public */
export const impactQuerySchema = z.strictObject({
  /** id, kind and name (`rack:r11`), or name of a site, room, rack, feed, switch, provider, network, host or machine */
  target: z
    .string()
    .trim()
    .min(1, { error: 'Say what fails, such as rack:r11.' })
    .max(512),
  ...page,
});

/** {@inheritDoc impactQuerySchema} @public */
export type ImpactQuery = z.infer<typeof impactQuerySchema>;

/** Query of `GET /v1/resources/{ref}/relations`. @public */
export const relationQuerySchema = z.strictObject({ limit: page.limit });

/** {@inheritDoc relationQuerySchema} @public */
export type RelationQuery = z.infer<typeof relationQuerySchema>;
