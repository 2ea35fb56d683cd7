import { z } from 'zod';

/** A router of Neutron. */
export const routerSchema = z.object({
  id: z.string(),
  name: z.string(),
  project_id: z.string(),
  description: z.string().nullish(),
  created_at: z.string().optional(),
});

/** {@inheritDoc routerSchema} */
export type WireRouter = z.infer<typeof routerSchema>;
