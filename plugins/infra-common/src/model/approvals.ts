import { z } from 'zod';
import { operationSchema, operationStateSchema } from './operation';
import { projectUsageSchema } from './project';
import { resourceVectorSchema } from './vector';

const isoDate = z.iso.datetime({ offset: true });

/** What was asked for before and had to be decided, of the last 90 days. @public */
export const approvalHistorySchema = z.object({
  /** how many came out how, by state */
  counts: z.partialRecord(operationStateSchema, z.number().int()),
  /** the latest, newest first */
  recent: z.array(
    operationSchema.pick({
      id: true,
      title: true,
      state: true,
      createdAt: true,
    }),
  ),
});

/** {@inheritDoc approvalHistorySchema} @public */
export type ApprovalHistory = z.infer<typeof approvalHistorySchema>;

/** Room at a provider, before and after a request: what its hosts have to give, less what is promised already. @public */
export const decisionRoomSchema = z.object({
  provider: z.string(),
  deliverable: resourceVectorSchema,
  /** without what the request itself reserves */
  before: resourceVectorSchema,
  after: resourceVectorSchema,
  /** hosts that have room for it right now */
  hosts: z.number().int(),
});

/** {@inheritDoc decisionRoomSchema} @public */
export type DecisionRoom = z.infer<typeof decisionRoomSchema>;

/** Answer of `GET /v1/approvals/{id}`: what an approver has to know. @public */
export const decisionContextSchema = z.object({
  id: z.string(),
  at: isoDate,
  /** what is taken, or what a quota goes up by; null when nothing is */
  takes: resourceVectorSchema.nullable(),
  room: decisionRoomSchema.nullable(),
  /** the project as it is now; null when it is not there yet */
  usage: projectUsageSchema.nullable(),
  /** of a change of a quota */
  quota: z
    .object({ before: resourceVectorSchema, after: resourceVectorSchema })
    .nullable(),
  /** what all projects at the provider may have together, this request not counted */
  granted: resourceVectorSchema.nullable(),
  price: z
    .object({
      currency: z.string(),
      monthly: z.number(),
      /** until it ends; null when it has no end */
      whole: z.number().nullable(),
    })
    .nullable(),
  history: z.object({
    project: approvalHistorySchema.nullable(),
    requester: approvalHistorySchema,
  }),
});

/** {@inheritDoc decisionContextSchema} @public */
export type DecisionContext = z.infer<typeof decisionContextSchema>;

/** Body of `POST /v1/approvals/decide`: one decision about several. @public */
export const bulkDecisionSchema = z
  .strictObject({
    ids: z
      .array(z.string().max(100))
      .min(1, { error: 'Name the operations to decide about.' })
      .max(100, { error: 'Decide about 100 at a time, no more.' }),
    approve: z.boolean(),
    comment: z.string().trim().max(1000).default(''),
  })
  .refine(({ approve, comment }) => approve || comment !== '', {
    error: 'Say why they are rejected; who asked for them reads this.',
    path: ['comment'],
  });

/** {@inheritDoc bulkDecisionSchema} @public */
export type BulkDecision = z.infer<typeof bulkDecisionSchema>;

/** Answer of `POST /v1/approvals/decide`: one result for each, in the order asked. @public */
export const bulkResultSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      /** null when nothing was decided */
      state: operationStateSchema.nullable(),
      /** why nothing was decided, in a sentence */
      message: z.string().nullable(),
    }),
  ),
});

/** {@inheritDoc bulkResultSchema} @public */
export type BulkResult = z.infer<typeof bulkResultSchema>;
