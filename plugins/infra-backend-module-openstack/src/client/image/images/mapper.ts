import { GiB, MiB } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { OPERATION_METADATA } from '../../ownership';
import type { WireImage } from './types';

/** Of a server, also of one booted from a volume, whose snapshot says neither `image_type` nor `instance_uuid`. */
function isSnapshot(image: WireImage): boolean {
  return (
    image.image_type === 'snapshot' ||
    Boolean(image[OPERATION_METADATA]) ||
    /"source_type":\s*"snapshot"/.test(image.block_device_mapping ?? '')
  );
}

/** Glance image → inventory row. */
export function toImageItem(image: WireImage): InventoryItem {
  const shared =
    image.visibility === 'public' || image.visibility === 'community';
  const os = [image.os_distro, image.os_version].filter(Boolean).join(' ');
  return {
    kind: 'image',
    externalId: image.id,
    name: image.name ?? image.id,
    status: image.status.toLowerCase(),
    projectExternalId: shared ? undefined : image.owner ?? undefined,
    attributes: {
      shared,
      visibility: image.visibility,
      ...(image.size && { sizeBytes: image.size }),
      ...(image.disk_format && { diskFormat: image.disk_format }),
      ...(image.architecture && { architecture: image.architecture }),
      ...(image.hw_firmware_type && { firmware: image.hw_firmware_type }),
      ...(/^(yes|true|1)$/i.test(image.hw_qemu_guest_agent ?? '') && {
        guestAgent: true,
      }),
      ...(image.os_admin_user && { defaultUser: image.os_admin_user }),
      ...(image.os_hidden && { hidden: true }),
      // Nova writes both on what it makes of a server (nova/compute/utils.py, create_image)
      ...(isSnapshot(image) && { snapshot: true }),
      ...(image.image_type === 'snapshot' &&
        image.instance_uuid && { snapshotOf: image.instance_uuid }),
      ...(image[OPERATION_METADATA] && {
        operationId: image[OPERATION_METADATA],
      }),
      ...(image.min_ram > 0 && { minMemoryBytes: image.min_ram * MiB }),
      ...(image.min_disk > 0 && { minStorageBytes: image.min_disk * GiB }),
      ...(os && { os }),
    },
    createdAt: image.created_at,
  };
}
