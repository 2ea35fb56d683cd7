import { z } from 'zod';
import { orElse } from '../../transport/fields';

/** A port of Neutron. */
export const portSchema = z.object({
  id: z.string(),
  project_id: z.string(),
  network_id: z.string(),
  device_id: z.string().nullish(),
  /** `network:router_interface`, `network:dhcp`, `compute:<zone>`, … or empty */
  device_owner: z.string().nullish(),
  fixed_ips: orElse(
    z.array(z.object({ subnet_id: z.string(), ip_address: z.string() })),
    [],
  ),
});

/** {@inheritDoc portSchema} */
export type WirePort = z.infer<typeof portSchema>;
