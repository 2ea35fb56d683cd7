import { z } from 'zod';

/** A project as Keystone writes it. */
export const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  domain_id: z.string().nullish(),
  description: z.string().nullish(),
  enabled: z.boolean(),
  is_domain: z.boolean().default(false),
  tags: z.array(z.string()).default([]),
});

/** {@inheritDoc projectSchema} */
export type WireProject = z.infer<typeof projectSchema>;
