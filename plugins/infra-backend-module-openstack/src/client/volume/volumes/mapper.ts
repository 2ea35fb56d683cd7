import { GiB, vector } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { utc } from '../../transport/time';
import type { WireVolume } from './types';

/** Cinder volume → inventory row. */
export function toVolumeItem(volume: WireVolume): InventoryItem {
  const attachedTo = [
    ...new Set(volume.attachments.map(attachment => attachment.server_id)),
  ].sort();
  return {
    kind: 'volume',
    externalId: volume.id,
    name: volume.name || volume.id,
    status: volume.status.toLowerCase(),
    zone: volume.availability_zone || undefined,
    projectExternalId: volume['os-vol-tenant-attr:tenant_id'],
    vector: vector({ storageBytes: volume.size * GiB }),
    attributes: {
      attachedTo,
      ...(volume.volume_type && { volumeType: volume.volume_type }),
      ...(volume.bootable === 'true' && { bootable: true }),
      ...(volume.encrypted && { encrypted: true }),
    },
    createdAt: utc(volume.created_at),
  };
}
