import { z } from 'zod';
import { resourceVectorSchema } from './vector';

/** A tenant of a cloud (a project there, a pool) that belongs to no project of the portal. @public */
export const tenantSchema = z.object({
  ref: z.string(),
  provider: z.string(),
  externalId: z.string(),
  name: z.string(),
  /** how many instances are in it */
  instances: z.number().int(),
  /** what they hold together */
  holds: resourceVectorSchema,
  /** what it would be by its name: a team's group without its kind, and an environment; null when its name tells neither */
  suggestion: z
    .object({ team: z.string(), environment: z.string() })
    .nullable(),
});

/** {@inheritDoc tenantSchema} @public */
export type Tenant = z.infer<typeof tenantSchema>;
