import { z } from 'zod';
import { orElse, someText } from '../../transport/fields';

/** A network of Neutron. */
export const networkSchema = z.object({
  id: z.string(),
  name: orElse(z.string(), ''),
  status: orElse(z.string(), 'unknown'),
  project_id: orElse(z.string(), ''),
  shared: orElse(z.boolean(), false),
  'router:external': orElse(z.boolean(), false),
  description: z.string().nullish(),
  created_at: someText(),
});

/** {@inheritDoc networkSchema} */
export type WireNetwork = z.infer<typeof networkSchema>;

/** A subnet of Neutron. */
export const subnetSchema = z.object({
  id: z.string(),
  name: orElse(z.string(), ''),
  network_id: z.string(),
  project_id: orElse(z.string(), ''),
  cidr: z.string(),
  description: z.string().nullish(),
  created_at: someText(),
});

/** {@inheritDoc subnetSchema} */
export type WireSubnet = z.infer<typeof subnetSchema>;
