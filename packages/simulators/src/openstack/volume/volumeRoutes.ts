import { newUuid, stableUuid } from '../../kernel/ids';
import { asJson, asText, type Json } from '../../kernel/json';
import {
  ApiError,
  reply,
  type Call,
  type RouteTable,
} from '../../kernel/http/types';
import type { Access } from '../access';
import { flag, readJson } from '../body';
import { forbidden, invalidField, notFound } from '../compute/errors';
import { nextLinks, pageLimit } from '../compute/paging';
import type { OpenStackContext } from '../OpenStackContext';
import type { VolumeRow } from './rows';
import { serviceRoutes } from './serviceRoutes';
import { PREFIX } from './prefix';
import { volumeActions } from './volumeActions';
import { VOLUME_TYPE, type VolumeQuotas } from './VolumeQuotas';
import { volumeStatus, volumeSummary, volumeView } from './volumeView';

export function volumeRoutes(
  routes: RouteTable<Access>,
  quotas: VolumeQuotas,
  context: OpenStackContext,
): void {
  const { volumes, images } = context.tables;

  const find = (call: Call, access: Access): VolumeRow => {
    const row = volumes.get(call.params.id);
    if (!row || (!access.admin && row.projectId !== access.projectId)) {
      throw notFound(`Volume ${call.params.id} could not be found.`);
    }
    return row;
  };

  const imageFor = (ref: unknown, size: number, access: Access) => {
    const id = asText(ref);
    if (!id) {
      return undefined;
    }
    const image = images.get(id);
    const visible =
      image &&
      (access.admin ||
        image.visibility !== 'private' ||
        image.owner === access.projectId);
    if (!image || !visible) {
      throw new ApiError(
        400,
        `Invalid image identifier or unable to access requested image.`,
      );
    }
    if (image.status !== 'active') {
      throw new ApiError(
        400,
        `Invalid input received: Image ${id} is not active.`,
      );
    }
    if (image.minDisk > size) {
      throw new ApiError(
        400,
        `Invalid input received: Volume size ${size}GB cannot be smaller than the image minDisk size ${image.minDisk}GB.`,
      );
    }
    return image;
  };

  const list = (call: Call, access: Access, detail: boolean) => {
    const { query } = call;
    // A member's all_tenants is ignored, not refused.
    const all = access.admin && flag(query, 'all_tenants');
    const rows = all
      ? volumes.all()
      : volumes.by('project', access.projectId ?? '');
    const project = all ? query.get('project_id') : null;
    const equal = (name: string, value: string | null) =>
      !query.has(name) || query.get(name) === value;
    const matching = rows.filter(
      row =>
        (!project || row.projectId === project) &&
        equal('name', row.name) &&
        equal('status', volumeStatus(row, context)),
    );
    // Cinder shows the newest first unless it is told otherwise.
    if (!/^created_at:asc/.test(query.get('sort') ?? '')) {
      matching.reverse();
    }
    const marker = query.get('marker');
    const from =
      marker === null ? 0 : matching.findIndex(row => row.id === marker) + 1;
    if (marker !== null && from === 0) {
      throw notFound(`Volume ${marker} could not be found.`);
    }
    const limit = pageLimit(query);
    const page = matching.slice(from, from + limit);
    const next = nextLinks(
      call,
      page.map(row => row.id),
      limit,
    );
    return reply(200, {
      volumes: page.map(row =>
        detail
          ? volumeView(row, call.origin, context)
          : volumeSummary(row, call.origin),
      ),
      ...(next ? { volumes_links: next } : {}),
    });
  };

  routes.get(`${PREFIX}/volumes`, (call, access) => list(call, access, false));
  routes.get(`${PREFIX}/volumes/detail`, (call, access) =>
    list(call, access, true),
  );
  routes.get(`${PREFIX}/volumes/:id`, (call, access) =>
    reply(200, {
      volume: volumeView(find(call, access), call.origin, context),
    }),
  );

  routes.post(`${PREFIX}/volumes`, (call, access) => {
    if (!access.projectId) {
      throw forbidden("Policy doesn't allow volume:create to be performed.");
    }
    const input = asJson(readJson(call, 'Malformed request body').volume);
    const size = Number(input.size);
    if (!Number.isInteger(size) || size < 1) {
      throw invalidField(
        'size',
        input.size,
        `${input.size} is less than the minimum of 1`,
      );
    }
    const type = asText(input.volume_type) ?? VOLUME_TYPE;
    if (type !== VOLUME_TYPE) {
      throw notFound(`Volume type with name ${type} could not be found.`);
    }
    const image = imageFor(input.imageRef, size, access);
    quotas.demand(access.projectId, size);
    const now = context.clock.now();
    const row = volumes.insert({
      id: newUuid(),
      name: asText(input.name) ?? null,
      description: asText(input.description) ?? null,
      projectId: access.projectId,
      userId: access.userId,
      status: 'creating',
      size,
      volumeType: type,
      // of a volume from an image Cinder says by itself that it can be booted from
      ...(image && {
        bootable: true,
        image: {
          id: image.id,
          properties: { ...image.properties, image_name: image.name },
        },
      }),
      metadata: Object.fromEntries(
        Object.entries(asJson(input.metadata)).map(([k, v]) => [k, String(v)]),
      ),
      createdAt: now,
      updatedAt: now,
    });
    return reply(202, { volume: volumeView(row, call.origin, context) });
  });

  routes.delete(`${PREFIX}/volumes/:id`, (call, access) => {
    const row = find(call, access);
    if (volumeStatus(row, context) === 'in-use') {
      throw new ApiError(
        400,
        'Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.',
      );
    }
    volumes.delete(row.id);
    return reply(202);
  });

  volumeActions(routes, find, context);

  routes.get(`${PREFIX}/types`, () =>
    reply(200, {
      volume_types: [
        {
          id: stableUuid('volume-type', VOLUME_TYPE),
          name: VOLUME_TYPE,
          is_public: true,
          description: null,
          extra_specs: {},
          'os-volume-type-access:is_public': true,
        },
      ],
    }),
  );

  routes.get(`${PREFIX}/limits`, (_call, access) => {
    const id = access.projectId ?? '';
    const limits = quotas.limits(id);
    const used = quotas.used(id);
    return reply(200, {
      limits: {
        rate: [],
        absolute: {
          maxTotalVolumes: limits.volumes,
          maxTotalSnapshots: limits.snapshots,
          maxTotalVolumeGigabytes: limits.gigabytes,
          maxTotalBackups: limits.backups,
          maxTotalBackupGigabytes: limits.backup_gigabytes,
          totalVolumesUsed: used.volumes,
          totalGigabytesUsed: used.gigabytes,
          totalSnapshotsUsed: 0,
          totalBackupsUsed: 0,
          totalBackupGigabytesUsed: 0,
        },
      },
    });
  });

  quotaSetRoutes(routes, quotas, context);
  serviceRoutes(routes, context);
}

function quotaSetRoutes(
  routes: RouteTable<Access>,
  quotas: VolumeQuotas,
  context: OpenStackContext,
): void {
  const path = `${PREFIX}/os-quota-sets/:id`;
  const { volumeQuotas } = context.tables;
  const refuse = (rule: string) =>
    forbidden(
      `Policy doesn't allow volume_extension:quotas:${rule} to be performed.`,
    );

  routes.get(path, (call, access) => {
    const { id } = call.params;
    if (!access.admin && access.projectId !== id) {
      throw refuse('show');
    }
    const limits = quotas.limits(id);
    const used = quotas.used(id);
    const set: Json = { ...limits };
    if (flag(call.query, 'usage')) {
      for (const [name, limit] of Object.entries(limits)) {
        set[name] = { limit, in_use: used[name] ?? 0, reserved: 0 };
      }
    }
    return reply(200, { quota_set: { ...set, id } });
  });

  routes.put(path, (call, access) => {
    if (!access.admin) {
      throw refuse('update');
    }
    const { id } = call.params;
    const input = asJson(readJson(call, 'Malformed request body').quota_set);
    const before = quotas.limits(id);
    const limits: Record<string, number> = {};
    for (const [name, value] of Object.entries(input)) {
      if (!(name in before) || !/^-?\d+$/.test(String(value))) {
        throw new ApiError(400, `Bad key(s) in quota set: ${name}`);
      }
      limits[name] = Number(value);
    }
    const row = volumeQuotas.get(id);
    if (row) {
      volumeQuotas.update(row, { limits: { ...row.limits, ...limits } });
    } else {
      volumeQuotas.insert({ id, limits });
    }
    return reply(200, { quota_set: quotas.limits(id) });
  });

  routes.delete(path, (call, access) => {
    if (!access.admin) {
      throw refuse('delete');
    }
    volumeQuotas.delete(call.params.id);
    return reply(200);
  });
}
