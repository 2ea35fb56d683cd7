import { z } from 'zod';
import { orElse } from '../../transport/fields';

/** A project as Keystone writes it. */
export const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  domain_id: z.string().nullish(),
  description: z.string().nullish(),
  enabled: orElse(z.boolean(), true),
  is_domain: orElse(z.boolean(), false),
  tags: orElse(z.array(z.string()), []),
});

/** {@inheritDoc projectSchema} */
export type WireProject = z.infer<typeof projectSchema>;
