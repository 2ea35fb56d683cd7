import { z } from 'zod';
import { orElse, someText } from '../../transport/fields';

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
  encrypted: orElse(z.boolean(), false),
  /** without a zone, UTC */
  created_at: someText(),
  attachments: orElse(
    z.array(
      z.object({
        /** null of one attached to a host, as Glance does with its own volumes */
        server_id: z.string().nullish(),
        host_name: z.string().nullish(),
      }),
    ),
    [],
  ),
  'os-vol-tenant-attr:tenant_id': someText(),
});

/** {@inheritDoc volumeSchema} */
export type WireVolume = z.infer<typeof volumeSchema>;
