import { z } from 'zod';
import { OPERATION_METADATA } from '../../ownership';

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
  os_hidden: z.boolean().default(false),
  os_distro: z.string().nullish(),
  os_version: z.string().nullish(),
  /** `snapshot` of an image made from a server */
  image_type: z.string().nullish(),
  /** server that it was made from */
  instance_uuid: z.string().nullish(),
  [OPERATION_METADATA]: z.string().nullish(),
});

/** {@inheritDoc imageSchema} */
export type WireImage = z.infer<typeof imageSchema>;
