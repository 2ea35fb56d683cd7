import { GiB, vector } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { utc } from '../../transport/time';
import type { WireVolume } from './types';

/** Cinder volume → inventory row. */
export function toVolumeItem(volume: WireVolume): InventoryItem {
  const distinct = (ids: Array<string | null | undefined>) =>
    [...new Set(ids.filter(id => typeof id === 'string'))].sort();
  const attachedTo = distinct(volume.attachments.map(one => one.server_id));
  const attachedToHosts = distinct(
    volume.attachments.filter(one => !one.server_id).map(one => one.host_name),
  );
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
      ...(attachedToHosts.length > 0 && { attachedToHosts }),
      ...(volume.volume_type && { volumeType: volume.volume_type }),
      ...(volume.bootable === 'true' && { bootable: true }),
      ...(volume.encrypted && { encrypted: true }),
    },
    createdAt: utc(volume.created_at),
  };
}
