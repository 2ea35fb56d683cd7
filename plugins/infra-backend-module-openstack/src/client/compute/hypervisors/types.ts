import { z } from 'zod';
import { orElse } from '../../transport/fields';

/** A compute host of Nova at 2.53 and later; its id is that of its resource provider. */
export const hypervisorSchema = z.object({
  id: z.string(),
  hypervisor_hostname: z.string(),
  hypervisor_type: z.string().nullish(),
  state: orElse(z.string(), ''),
  status: orElse(z.string(), ''),
  host_ip: z.string().nullish(),
  service: z.object({
    host: z.string(),
    disabled_reason: z.string().nullish(),
  }),
});

/** {@inheritDoc hypervisorSchema} */
export type WireHypervisor = z.infer<typeof hypervisorSchema>;
