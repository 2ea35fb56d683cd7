import { z } from 'zod';
import { someText } from '../../transport/fields';

/** A router of Neutron. */
export const routerSchema = z.object({
  id: z.string(),
  name: z.string(),
  project_id: z.string(),
  description: z.string().nullish(),
  created_at: someText(),
});

/** {@inheritDoc routerSchema} */
export type WireRouter = z.infer<typeof routerSchema>;
