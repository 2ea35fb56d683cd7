import { z } from 'zod';
import { orElse } from './transport/fields';

/**
 * A row of `os-services`, which Nova and Cinder write alike. In rows of a cell of Nova that is
 * down only the first three are there.
 */
export const serviceSchema = z.object({
  binary: z.string(),
  host: z.string(),
  /** `enabled`, `disabled`; `UNKNOWN` when the cell of the service can't be asked */
  status: z.string(),
  state: z.string().nullish(),
  zone: z.string().nullish(),
  forced_down: orElse(z.boolean(), false),
  disabled_reason: z.string().nullish(),
  /** without a zone, UTC */
  updated_at: z.string().nullish(),
});

/** {@inheritDoc serviceSchema} */
export type WireService = z.infer<typeof serviceSchema>;
