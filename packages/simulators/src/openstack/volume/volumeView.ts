import { stableUuid } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import { isoMicros } from '../../kernel/time';
import type { OpenStackContext } from '../OpenStackContext';
import type { VolumeRow } from './rows';
import { VOLUME_TYPE } from './VolumeQuotas';

const CREATING_MS = 500;

/** A new volume is available after a while; nothing needs to remind it. */
export function volumeStatus(
  row: VolumeRow,
  { clock }: OpenStackContext,
): string {
  const ready = row.createdAt + clock.scaled(CREATING_MS) <= clock.now();
  return row.status === 'creating' && ready ? 'available' : row.status;
}

export function volumeSummary(row: VolumeRow, origin: string): Json {
  const path = `${row.projectId}/volumes/${row.id}`;
  return {
    id: row.id,
    name: row.name,
    links: [
      { rel: 'self', href: `${origin}/volume/v3/${path}` },
      { rel: 'bookmark', href: `${origin}/volume/${path}` },
    ],
  };
}

export function volumeView(
  row: VolumeRow,
  origin: string,
  context: OpenStackContext,
): Json {
  const server = context.tables.servers
    .by('project', row.projectId)
    .find(item => item.volumes.some(volume => volume.id === row.id));
  const status = volumeStatus(row, context);
  return {
    ...volumeSummary(row, origin),
    status,
    size: row.size,
    availability_zone: 'nova',
    created_at: isoMicros(row.createdAt),
    updated_at: status === 'creating' ? null : isoMicros(row.updatedAt),
    description: row.description,
    volume_type: row.volumeType,
    volume_type_id: stableUuid('volume-type', VOLUME_TYPE),
    snapshot_id: null,
    source_volid: null,
    metadata: row.metadata,
    user_id: row.userId,
    bootable: String(row.bootable ?? false),
    ...(row.image && {
      volume_image_metadata: {
        ...row.image.properties,
        image_id: row.image.id,
      },
    }),
    encrypted: false,
    replication_status: null,
    consistencygroup_id: null,
    multiattach: false,
    attachments: server
      ? [
          {
            id: row.id,
            attachment_id: stableUuid('attachment', server.id, row.id),
            volume_id: row.id,
            server_id: server.id,
            host_name: server.host,
            device: '/dev/sdb',
            attached_at: isoMicros(row.updatedAt),
          },
        ]
      : [],
    group_id: null,
    shared_targets: false,
    'os-vol-tenant-attr:tenant_id': row.projectId,
  };
}
