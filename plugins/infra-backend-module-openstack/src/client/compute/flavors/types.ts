import { z } from 'zod';
import { orElse } from '../../transport/fields';

/** A flavor of Nova at 2.61 and later. */
export const flavorSchema = z.object({
  id: z.string(),
  name: z.string(),
  vcpus: z.number(),
  /** MiB */
  ram: z.number(),
  /** GiB */
  disk: z.number(),
  /** GiB */
  'OS-FLV-EXT-DATA:ephemeral': orElse(z.number(), 0),
  'os-flavor-access:is_public': orElse(z.boolean(), true),
  'OS-FLV-DISABLED:disabled': orElse(z.boolean(), false),
  description: z.string().nullish(),
  extra_specs: orElse(z.record(z.string(), z.string()), {}),
});

/** {@inheritDoc flavorSchema} */
export type WireFlavor = z.infer<typeof flavorSchema>;
