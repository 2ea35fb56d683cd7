import { z } from 'zod';

const isoDate = z.iso.datetime({ offset: true });

/** States an operation passes through. @public */
export const OPERATION_STATES = [
  'pending_approval',
  'queued',
  'running',
  'rolling_back',
  'succeeded',
  'failed',
  'cancelled',
  'rejected',
  'expired',
] as const;

/** {@inheritDoc OPERATION_STATES} @public */
export const operationStateSchema = z.enum(OPERATION_STATES);

/** {@inheritDoc OPERATION_STATES} @public */
export type OperationState = z.infer<typeof operationStateSchema>;

/** True for states that an operation never leaves. @public */
export function isEndState(state: OperationState): boolean {
  return ['succeeded', 'failed', 'cancelled', 'rejected', 'expired'].includes(
    state,
  );
}

/**
 * Whose matter a failure is. Service level objectives count only what is not `user` or `policy`.
 * @public
 */
export const failureClassSchema = z.enum([
  'user',
  'policy',
  'capacity',
  'provider',
  'platform',
]);

/** {@inheritDoc failureClassSchema} @public */
export type FailureClass = z.infer<typeof failureClassSchema>;

/** Why a request is refused: one sentence, and the input field it belongs to. @public */
export const problemSchema = z.object({
  /** name of the input field, or null when it concerns the whole request */
  field: z.string().nullable(),
  message: z.string(),
  class: failureClassSchema,
});

/** {@inheritDoc problemSchema} @public */
export type Problem = z.infer<typeof problemSchema>;

/** One step of an operation. @public */
export const operationStepSchema = z.object({
  name: z.string(),
  title: z.string(),
  state: z.enum([
    'pending',
    'running',
    'succeeded',
    'failed',
    'undone',
    'skipped',
  ]),
  startedAt: isoDate.nullable(),
  finishedAt: isoDate.nullable(),
  attempts: z.number().int(),
  /** what it is doing or did, for a person */
  message: z.string().nullable(),
});

/** {@inheritDoc operationStepSchema} @public */
export type OperationStep = z.infer<typeof operationStepSchema>;

/** One entry of an operation's history; the state follows from these. @public */
export const operationEventSchema = z.object({
  seq: z.number().int(),
  at: isoDate,
  /** entity ref of the actor, or `system` */
  actor: z.string(),
  type: z.enum([
    'submitted',
    'approved',
    'rejected',
    'expired',
    'cancelled',
    'claimed',
    'step-started',
    'step-progress',
    'step-succeeded',
    'step-failed',
    'step-undone',
    'rolling-back',
    'succeeded',
    'failed',
  ]),
  /** the step it concerns, if any */
  step: z.string().nullable(),
  message: z.string(),
});

/** {@inheritDoc operationEventSchema} @public */
export type OperationEvent = z.infer<typeof operationEventSchema>;

/** What has to be decided about an operation, and by whom it was. @public */
export const approvalSchema = z.object({
  /** why a decision is needed, one sentence each */
  reasons: z.array(z.string()),
  deadline: isoDate,
  /** whether the request would fit right now, in one sentence */
  fit: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: isoDate.nullable(),
  comment: z.string().nullable(),
});

/** {@inheritDoc approvalSchema} @public */
export type Approval = z.infer<typeof approvalSchema>;

/** One durable request to change the estate. @public */
export const operationSchema = z.object({
  id: z.string(),
  type: z.string(),
  /** one line for lists: `Provision VM checkout-7 in payments-dev` */
  title: z.string(),
  state: operationStateSchema,
  project: z.string().nullable(),
  provider: z.string().nullable(),
  /** entity ref of the team the operation is done for */
  owner: z.string(),
  /** entity ref of the person (or service) who asked */
  requester: z.string(),
  /** the way it came in: portal, template, cli, mcp or api */
  door: z.string(),
  input: z.record(z.string(), z.unknown()),
  steps: z.array(operationStepSchema),
  approval: approvalSchema.nullable(),
  failure: z
    .object({
      class: failureClassSchema,
      /** one plain sentence for the requester */
      message: z.string(),
      /** raw detail, only for those who may read provider internals */
      detail: z.string().nullable(),
      /** what is left behind and who must act; empty when everything was undone */
      leftovers: z.array(z.string()),
    })
    .nullable(),
  /** what came out of it */
  result: z
    .object({
      /** refs of resources that were made or changed */
      resources: z.array(z.string()),
      project: z.string().nullable(),
    })
    .nullable(),
  createdAt: isoDate,
  updatedAt: isoDate,
});

/** {@inheritDoc operationSchema} @public */
export type Operation = z.infer<typeof operationSchema>;
