import { z } from 'zod';

/** A compute host of Nova at 2.53 and later; its id is that of its resource provider. */
export const hypervisorSchema = z.object({
  id: z.string(),
  hypervisor_hostname: z.string(),
  hypervisor_type: z.string().nullish(),
  state: z.string(),
  status: z.string(),
  service: z.object({ host: z.string() }),
});

/** {@inheritDoc hypervisorSchema} */
export type WireHypervisor = z.infer<typeof hypervisorSchema>;

/** A service of Nova. In rows of a cell that is down only the first three are there. */
export const serviceSchema = z.object({
  binary: z.string(),
  host: z.string(),
  /** `UNKNOWN` when the cell of the service can't be asked */
  status: z.string(),
  zone: z.string().nullish(),
  forced_down: z.boolean().default(false),
});

/** {@inheritDoc serviceSchema} */
export type WireService = z.infer<typeof serviceSchema>;
