import type { Json } from '../../kernel/json';
import { isoSeconds } from '../../kernel/time';
import type { ImageRow } from './rows';

/** Flat: custom properties stand beside the standard ones. */
export function imageView(row: ImageRow): Json {
  return {
    ...row.properties,
    name: row.name,
    disk_format: row.diskFormat,
    container_format: row.containerFormat,
    visibility: row.visibility,
    size: row.size,
    virtual_size: row.size,
    status: row.status,
    checksum: row.checksum,
    protected: row.isProtected,
    min_ram: row.minRam,
    min_disk: row.minDisk,
    owner: row.owner,
    os_hidden: row.hidden,
    os_hash_algo: row.hashValue === null ? null : 'sha512',
    os_hash_value: row.hashValue,
    id: row.id,
    created_at: isoSeconds(row.createdAt),
    updated_at: isoSeconds(row.updatedAt),
    tags: row.tags,
    self: `/v2/images/${row.id}`,
    file: `/v2/images/${row.id}/file`,
    schema: '/v2/schemas/image',
  };
}
