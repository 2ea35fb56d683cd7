import { z } from 'zod';
import { someText } from '../../transport/fields';

/** A floating IP of Neutron. */
export const floatingIpSchema = z.object({
  id: z.string(),
  project_id: z.string(),
  floating_ip_address: z.string(),
  floating_network_id: z.string(),
  port_id: z.string().nullish(),
  description: z.string().nullish(),
  created_at: someText(),
});

/** {@inheritDoc floatingIpSchema} */
export type WireFloatingIp = z.infer<typeof floatingIpSchema>;
