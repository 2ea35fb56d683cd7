import { z } from 'zod';

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
  'OS-FLV-EXT-DATA:ephemeral': z.number().default(0),
  'os-flavor-access:is_public': z.boolean().default(true),
  'OS-FLV-DISABLED:disabled': z.boolean().default(false),
  description: z.string().nullish(),
  extra_specs: z.record(z.string(), z.string()).default({}),
});

/** {@inheritDoc flavorSchema} */
export type WireFlavor = z.infer<typeof flavorSchema>;
