import { z } from 'zod';

/** How an audited fact ended. @public */
export const AUDIT_OUTCOMES = ['succeeded', 'refused', 'failed'] as const;

/** One link of the audit chain. @public */
export const auditEntrySchema = z.object({
  /** place in the chain; the first is 1, and none is left out */
  seq: z.number().int(),
  /** ISO time at which it happened; it may be a little before that of the entry in front */
  at: z.string(),
  /** entity ref of who did it, or `system` */
  actor: z.string(),
  /** the door it came through: `portal`, `template`, `cli`, `mcp`, `api` or `system` */
  door: z.string(),
  /** kebab-case verb and noun: `operation-submit` */
  action: z.string(),
  /** ref or id of what it was done to */
  target: z.string(),
  outcome: z.enum(AUDIT_OUTCOMES),
  /** what else is to be known; secrets never */
  data: z.record(z.string(), z.unknown()),
  /** hash of the entry in front, 64 hex digits; zeros for the first */
  previousHash: z.string(),
  /** SHA-256 over all of the above, 64 hex digits */
  hash: z.string(),
});

/** {@inheritDoc auditEntrySchema} @public */
export type AuditChainEntry = z.infer<typeof auditEntrySchema>;

/** Answer of `GET /v1/audit`. @public */
export const auditPageSchema = z.object({
  /** the newest first */
  items: z.array(auditEntrySchema),
  /** `before` of the next page; null when there is none */
  next: z.number().int().nullable(),
});

/** {@inheritDoc auditPageSchema} @public */
export type AuditPage = z.infer<typeof auditPageSchema>;

/**
 * How far the chain had come at a time. Whoever keeps one outside of the portal can tell afterwards whether
 * anything up to there was changed or taken away, the end of the chain included.
 * @public
 */
export const auditCheckpointSchema = z.object({
  /** number of the newest entry; 0 when there was none yet */
  seq: z.number().int().min(0),
  /** hash of that entry */
  hash: z.string(),
  /** ISO time at which it was made */
  at: z.string(),
  /** first 16 hex digits of the SHA-256 of the public key (DER, SPKI); null: not signed */
  keyId: z.string().nullable(),
  /** Ed25519 in base64; null: not signed */
  signature: z.string().nullable(),
});

/** {@inheritDoc auditCheckpointSchema} @public */
export type AuditCheckpoint = z.infer<typeof auditCheckpointSchema>;

/** Answer of `GET /v1/audit/checkpoints`. @public */
export const auditCheckpointListSchema = z.object({
  /** how far it has come now; made for this answer */
  now: auditCheckpointSchema,
  /** those that the portal made by itself, the newest first, 100 at most */
  items: z.array(auditCheckpointSchema),
  /** PEM of the key that they are signed with; null: the portal has none */
  publicKey: z.string().nullable(),
});

/** {@inheritDoc auditCheckpointListSchema} @public */
export type AuditCheckpointList = z.infer<typeof auditCheckpointListSchema>;

/** What does not fit in an audit chain. @public */
export const auditProblemSchema = z.object({
  /** number of the entry at which it shows */
  seq: z.number().int(),
  kind: z.enum(['changed', 'missing', 'unlinked', 'replaced', 'truncated']),
  /** one plain sentence */
  message: z.string(),
});

/** {@inheritDoc auditProblemSchema} @public */
export type AuditProblem = z.infer<typeof auditProblemSchema>;

/** Answer of `POST /v1/audit/verify`. @public */
export const auditVerificationSchema = z.object({
  intact: z.boolean(),
  /** ISO time at which it began */
  at: z.string(),
  /** entries that were looked at; those after a problem are not */
  entries: z.number().int(),
  /** the first that was found; null when it is intact */
  problem: auditProblemSchema.nullable(),
  /** checkpoints it was held against: of the portal itself, and brought along */
  checkpoints: z.object({ own: z.number().int(), brought: z.number().int() }),
});

/** {@inheritDoc auditVerificationSchema} @public */
export type AuditVerification = z.infer<typeof auditVerificationSchema>;

/** Body of `POST /v1/audit/verify`. @public */
export const auditVerifyRequestSchema = z.strictObject({
  /** kept outside of the portal; their signatures are checked too */
  checkpoints: z.array(auditCheckpointSchema).max(100).default([]),
});

/** {@inheritDoc auditVerifyRequestSchema} @public */
export type AuditVerifyRequest = z.input<typeof auditVerifyRequestSchema>;
