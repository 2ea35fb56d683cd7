import { ApiError } from '../../kernel/http/types';
import type { OpenStackContext } from '../OpenStackContext';

export const VOLUME_TYPE = 'standard';

export const volumeQuotaDefaults: Record<string, number> = {
  volumes: 10,
  per_volume_gigabytes: -1,
  snapshots: 10,
  gigabytes: 1000,
  backups: 10,
  backup_gigabytes: 1000,
  [`volumes_${VOLUME_TYPE}`]: -1,
  [`gigabytes_${VOLUME_TYPE}`]: -1,
  [`snapshots_${VOLUME_TYPE}`]: -1,
  groups: 10,
};

/** Cinder says quota with a 413 whose `Retry-After: 0` invites a useless retry. */
function overLimit(message: string): ApiError {
  return new ApiError(413, message, {
    body: { overLimit: { code: 413, message, retryAfter: '0' } },
    headers: { 'Retry-After': '0' },
  });
}

export class VolumeQuotas {
  constructor(private readonly context: OpenStackContext) {}

  limits(projectId: string): Record<string, number> {
    const own = this.context.tables.volumeQuotas.get(projectId)?.limits;
    return { ...volumeQuotaDefaults, ...own };
  }

  used(projectId: string): Record<string, number> {
    const rows = this.context.tables.volumes.by('project', projectId);
    const gigabytes = rows.reduce((sum, row) => sum + row.size, 0);
    return {
      volumes: rows.length,
      gigabytes,
      [`volumes_${VOLUME_TYPE}`]: rows.length,
      [`gigabytes_${VOLUME_TYPE}`]: gigabytes,
    };
  }

  demand(projectId: string, size: number): void {
    const limits = this.limits(projectId);
    const used = this.used(projectId);
    if (limits.gigabytes >= 0 && used.gigabytes + size > limits.gigabytes) {
      throw overLimit(
        `VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested ${size}G, quota is ${limits.gigabytes}G and ${used.gigabytes}G has been consumed.`,
      );
    }
    if (limits.volumes >= 0 && used.volumes + 1 > limits.volumes) {
      throw overLimit(
        `VolumeLimitExceeded: Maximum number of volumes allowed (${limits.volumes}) exceeded for quota 'volumes'.`,
      );
    }
  }
}
