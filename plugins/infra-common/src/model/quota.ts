import { z } from 'zod';
import { resourceVectorSchema } from './vector';

const isoDate = z.iso.datetime({ offset: true });

/** A change of a project's quota that was carried out. @public */
export const quotaChangeSchema = z.object({
  project: z.string(),
  at: isoDate,
  /** entity ref of who asked for it */
  requester: z.string(),
  /** entity refs of who agreed; empty when nobody had to */
  decidedBy: z.array(z.string()),
  reason: z.string(),
  operationId: z.string(),
  before: resourceVectorSchema,
  after: resourceVectorSchema,
  /** what each cloud says its limits are since, in a sentence */
  readBack: z.array(z.object({ provider: z.string(), message: z.string() })),
});

/** {@inheritDoc quotaChangeSchema} @public */
export type QuotaChange = z.infer<typeof quotaChangeSchema>;
