import { z } from 'zod';

/** An image of Glance, with the properties that we read. */
export const imageSchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  visibility: z.string(),
  owner: z.string().nullish(),
  /** MiB */
  min_ram: z.number().default(0),
  /** GiB */
  min_disk: z.number().default(0),
  created_at: z.string().optional(),
  os_distro: z.string().nullish(),
  os_version: z.string().nullish(),
  /** `snapshot` of an image made from a server */
  image_type: z.string().nullish(),
});

/** {@inheritDoc imageSchema} */
export type WireImage = z.infer<typeof imageSchema>;
