import { z } from 'zod';
import { orElse, someText } from '../../transport/fields';
import { OPERATION_METADATA } from '../../ownership';

/** An image of Glance, with the properties that we read. */
export const imageSchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  visibility: orElse(z.string(), 'private'),
  owner: z.string().nullish(),
  /** MiB */
  min_ram: orElse(z.number(), 0),
  /** GiB */
  min_disk: orElse(z.number(), 0),
  created_at: someText(),
  /** bytes; null while there is no content */
  size: z.number().nullish(),
  disk_format: z.string().nullish(),
  architecture: z.string().nullish(),
  /** `bios` or `uefi` */
  hw_firmware_type: z.string().nullish(),
  /** `yes`, … */
  hw_qemu_guest_agent: z.string().nullish(),
  /** account that cloud-init makes */
  os_admin_user: z.string().nullish(),
  os_hidden: orElse(z.boolean(), false),
  os_distro: z.string().nullish(),
  os_version: z.string().nullish(),
  /** `snapshot` of an image made from a server */
  image_type: z.string().nullish(),
  /** JSON; the parts of an image that is nothing but snapshots of volumes */
  block_device_mapping: z.string().nullish(),
  /** server that it was made from */
  instance_uuid: z.string().nullish(),
  [OPERATION_METADATA]: z.string().nullish(),
});

/** {@inheritDoc imageSchema} */
export type WireImage = z.infer<typeof imageSchema>;
