import { z } from 'zod';

/** A network of Neutron. */
export const networkSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  project_id: z.string(),
  shared: z.boolean().default(false),
  'router:external': z.boolean().default(false),
  description: z.string().nullish(),
  created_at: z.string().optional(),
});

/** {@inheritDoc networkSchema} */
export type WireNetwork = z.infer<typeof networkSchema>;

/** A subnet of Neutron. */
export const subnetSchema = z.object({
  id: z.string(),
  name: z.string(),
  network_id: z.string(),
  project_id: z.string(),
  cidr: z.string(),
  description: z.string().nullish(),
  created_at: z.string().optional(),
});

/** {@inheritDoc subnetSchema} */
export type WireSubnet = z.infer<typeof subnetSchema>;
