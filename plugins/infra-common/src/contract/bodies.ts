import { z } from 'zod';
import {
  operationEventSchema,
  operationSchema,
  problemSchema,
} from '../model/operation';
import {
  leaseSchema,
  projectSchema,
  projectUsageSchema,
} from '../model/project';
import { quotaChangeSchema } from '../model/quota';
import { tenantSchema } from '../model/tenant';
import {
  providerErrorSchema,
  providerStatusSchema,
  resourceSchema,
} from '../model/resource';
import { resourceVectorSchema } from '../model/vector';
import { namingRulesSchema } from '../rules/naming';

/** One page of a list, with what could not be read beside what could. @public */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.number().int(),
    errors: z.array(providerErrorSchema),
  });

/** {@inheritDoc pageOf} @public */
export interface Page<T> {
  items: T[];
  /** rows that match, on all pages together */
  total: number;
  errors: z.infer<typeof providerErrorSchema>[];
}

/** Answer of `GET /v1/resources`. @public */
export const resourcePageSchema = pageOf(resourceSchema).extend({
  /** false when more than `total` rows match a search, too many to be counted while somebody waits */
  totalIsExact: z.boolean(),
  /** what `after` of the next page has to say; null on the last page */
  next: z.string().nullable(),
});

/** {@inheritDoc resourcePageSchema} @public */
export type ResourcePage = z.infer<typeof resourcePageSchema>;

/** Columns that rows of the inventory are counted by. @public */
export const RESOURCE_FACETS = [
  'kind',
  'provider',
  'site',
  'status',
  'project',
  'owner',
] as const;

/** {@inheritDoc RESOURCE_FACETS} @public */
export type ResourceFacet = (typeof RESOURCE_FACETS)[number];

const facetCountSchema = z.object({
  /** null stands for rows without a value */
  value: z.string().nullable(),
  count: z.number().int(),
});

/** How many rows have a value. @public */
export type FacetCount = z.infer<typeof facetCountSchema>;

/**
 * Answer of `GET /v1/resources/facets`: of each column the values among the rows that the other filters let through.
 * @public
 */
export const resourceFacetsSchema = z.object({
  /** rows that match all filters */
  total: z.number().int(),
  /** false when a search matches more rows than are counted while somebody waits; the counts are of a part then */
  totalIsExact: z.boolean(),
  facets: z.record(z.enum(RESOURCE_FACETS), z.array(facetCountSchema)),
});

/** {@inheritDoc resourceFacetsSchema} @public */
export type ResourceFacets = z.infer<typeof resourceFacetsSchema>;
/** Answer of `GET /v1/projects`. @public */
export const projectPageSchema = pageOf(
  projectSchema.extend({ usage: projectUsageSchema }),
);
/** Answer of `GET /v1/operations`. @public */
export const operationPageSchema = pageOf(operationSchema);
/** Answer of `GET /v1/providers`. @public */
export const providerListSchema = z.object({
  items: z.array(providerStatusSchema),
});

/** A project in a list, with its usage. @public */
export type ProjectListItem = z.infer<
  typeof projectPageSchema
>['items'][number];

/** Answer of `GET /v1/projects/{name}`. @public */
export const projectDetailsSchema = projectSchema.extend({
  usage: projectUsageSchema,
  leases: z.array(leaseSchema),
  errors: z.array(providerErrorSchema),
});

/** {@inheritDoc projectDetailsSchema} @public */
export type ProjectDetails = z.infer<typeof projectDetailsSchema>;

/** Answer of `GET /v1/projects/{name}/quota-changes`. @public */
export const quotaChangePageSchema = pageOf(quotaChangeSchema);

/** Answer of `GET /v1/tenants`. @public */
export const tenantPageSchema = pageOf(tenantSchema);

/** Answer of `GET /v1/policy`: what forms need to know before they ask. @public */
export const policySchema = z.object({
  naming: namingRulesSchema,
  lease: z.object({
    defaultDays: z.number().int(),
    maxDays: z.number().int(),
    graceDays: z.number(),
    /** for how long something deleted is kept and can be had back; 0: not at all */
    undoHours: z.number(),
  }),
  gpu: z.object({ maxCount: z.number().int(), maxDays: z.number().int() }),
  /** quota a new project gets, by environment */
  defaultQuotas: z.record(z.string(), resourceVectorSchema),
  /** GPU models that can be asked for at a provider: some flavor there carries them */
  gpuModels: z.array(
    z.object({
      provider: z.string(),
      model: z.string(),
      /** how many are free right now */
      free: z.number(),
      /** how many one instance may have, the smallest first */
      perInstance: z.array(z.number().int()),
    }),
  ),
  /** teams the caller may create projects for */
  teams: z.array(z.object({ ref: z.string(), title: z.string() })),
});

/** {@inheritDoc policySchema} @public */
export type Policy = z.infer<typeof policySchema>;

/** Body of `POST /v1/operations` and `POST /v1/operations/check`. @public */
export const operationRequestSchema = z.strictObject({
  type: z.string(),
  input: z.record(z.string(), z.unknown()),
});

/** Answer of `POST /v1/operations/check`: what would happen, with nothing done. @public */
export const operationCheckSchema = z.object({
  problems: z.array(problemSchema),
  /** what the operation would be called; null when the input is too bad to tell */
  title: z.string().nullable(),
  /** name of the project it would be for */
  project: z.string().nullable(),
  /** amounts it would reserve */
  takes: resourceVectorSchema.nullable(),
  /** why somebody would have to approve it; empty when nobody has to */
  approvalReasons: z.array(z.string()),
});

/** {@inheritDoc operationCheckSchema} @public */
export type OperationCheck = z.infer<typeof operationCheckSchema>;

/** Answer of `GET /v1/operations/{id}`. @public */
export const operationDetailsSchema = operationSchema.extend({
  events: z.array(operationEventSchema),
  /** what the caller may do with it now */
  actions: z.array(
    z.enum(['approve', 'reject', 'ask', 'delegate', 'answer', 'cancel']),
  ),
});

/** {@inheritDoc operationDetailsSchema} @public */
export type OperationDetails = z.infer<typeof operationDetailsSchema>;

/** Body of `POST /v1/operations/{id}/approve|reject`. @public */
export const decisionSchema = z.strictObject({
  comment: z.string().trim().max(1000).default(''),
});

/** Body of a rejection: its requester reads why. @public */
export const rejectionSchema = z.strictObject({
  comment: z
    .string()
    .trim()
    .max(1000)
    .min(1, { error: 'Say why it is rejected; who asked for it reads this.' }),
});

/** Body of `POST /v1/operations/{id}/ask`: its requester answers. */
export const questionSchema = z.strictObject({
  text: z
    .string()
    .trim()
    .max(1000)
    .min(1, { error: 'Say what you would like to know.' }),
});

/** Body of `POST /v1/operations/{id}/answer`. */
export const answerSchema = z.strictObject({
  text: z.string().trim().max(1000).min(1, { error: 'The answer is missing.' }),
});

/** Body of `POST /v1/operations/{id}/delegate`. */
export const delegateSchema = z.strictObject({
  /** entity ref of a person or a group that may approve */
  to: z
    .string()
    .trim()
    .toLowerCase()
    .max(255)
    .regex(/^(user|group):[^/\s]+\/\S+$/, {
      error: 'Give the entity ref of a person or a group: user:default/amira.',
    }),
  comment: z.string().trim().max(1000).default(''),
});

/** Answer of `GET /v1/me/ssh-keys`: public keys the caller used before, newest first. @public */
export const sshKeyListSchema = z.object({
  items: z.array(
    z.object({
      /** comment of the key, or the end of it */
      label: z.string(),
      publicKey: z.string(),
      lastUsedAt: z.iso.datetime({ offset: true }),
    }),
  ),
});

/** {@inheritDoc sshKeyListSchema} @public */
export type SshKeyList = z.infer<typeof sshKeyListSchema>;

/** Answer of `GET /v1/changes`: what changed after a position, as it is now. @public */
export const changesSchema = z.object({
  /** position to go on from */
  cursor: z.number().int(),
  resources: z.array(resourceSchema),
  /** refs of resources that are gone */
  removed: z.array(z.string()),
  /** the projects that `resources` belong to */
  projects: z.array(projectSchema),
  /** false when there is more to read right away */
  complete: z.boolean(),
});

/** {@inheritDoc changesSchema} @public */
export type Changes = z.infer<typeof changesSchema>;
