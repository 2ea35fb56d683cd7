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
    'agreed',
    'asked-back',
    'answered',
    'delegated',
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

/** A rule by which somebody has to agree, and who that is. @public */
export const approvalRuleSchema = z.object({
  /** as in the configuration; `default` for what is asked without any */
  name: z.string(),
  /** why it applies, in a sentence */
  reason: z.string(),
  /** entity refs of people and groups, one of whom decides; empty for every approver */
  approvers: z.array(z.string()),
  /** how many different people have to agree */
  decisions: z.number().int(),
});

/** {@inheritDoc approvalRuleSchema} @public */
export type ApprovalRule = z.infer<typeof approvalRuleSchema>;

/** Somebody's consent; where several are needed, there is one for each who agreed. @public */
export const consentSchema = z.object({
  by: z.string(),
  at: isoDate,
  comment: z.string().nullable(),
  /** names of the rules it counts for */
  rules: z.array(z.string()),
});

/** {@inheritDoc consentSchema} @public */
export type Consent = z.infer<typeof consentSchema>;

/** What an approver asked the requester. @public */
export const approvalQuestionSchema = z.object({
  by: z.string(),
  at: isoDate,
  text: z.string(),
  answer: z
    .object({ by: z.string(), at: isoDate, text: z.string() })
    .nullable(),
});

/** {@inheritDoc approvalQuestionSchema} @public */
export type ApprovalQuestion = z.infer<typeof approvalQuestionSchema>;

/** Somebody who could decide has asked somebody else to. @public */
export const delegationSchema = z.object({
  by: z.string(),
  /** entity ref of a person or a group */
  to: z.string(),
  at: isoDate,
  comment: z.string().nullable(),
  /** names of the rules it is for */
  rules: z.array(z.string()),
});

/** {@inheritDoc delegationSchema} @public */
export type Delegation = z.infer<typeof delegationSchema>;

/** What has to be decided about an operation, and by whom it was. @public */
export const approvalSchema = z.object({
  /** the rules that apply; each has to be satisfied */
  rules: z.array(approvalRuleSchema),
  consents: z.array(consentSchema),
  questions: z.array(approvalQuestionSchema),
  delegations: z.array(delegationSchema),
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
