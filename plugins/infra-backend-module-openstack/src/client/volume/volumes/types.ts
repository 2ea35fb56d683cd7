import { z } from 'zod';

/** A volume of Cinder as an administrator sees it. */
export const volumeSchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  /** GiB */
  size: z.number(),
  availability_zone: z.string().nullish(),
  volume_type: z.string().nullish(),
  /** a text: `"true"` or `"false"` */
  bootable: z.string().nullish(),
  encrypted: z.boolean().default(false),
  /** without a zone, UTC */
  created_at: z.string().optional(),
  attachments: z.array(z.object({ server_id: z.string() })).default([]),
  'os-vol-tenant-attr:tenant_id': z.string(),
});

/** {@inheritDoc volumeSchema} */
export type WireVolume = z.infer<typeof volumeSchema>;
