import { createHash } from 'node:crypto';
import { newUuid } from '../../kernel/ids';
import { asList, asText } from '../../kernel/json';
import { ApiError, reply, type RouteTable } from '../../kernel/http/types';
import type { Access } from '../access';
import { headerText } from '../access';
import { readJson } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import { applyPatch } from './imagePatch';
import { mayRead, queryImages } from './imageQuery';
import { imageView } from './imageView';
import type { ImageRow } from './rows';

const standard = new Set([
  'id',
  'name',
  'visibility',
  'disk_format',
  'container_format',
  'tags',
  'protected',
  'os_hidden',
  'min_ram',
  'min_disk',
]);
const diskFormats = [
  'ami',
  'ari',
  'aki',
  'vhd',
  'vhdx',
  'vmdk',
  'raw',
  'qcow2',
  'vdi',
  'iso',
  'ploop',
];
const PATCH_TYPE = 'application/openstack-images-v2.1-json-patch';

export function imageRoutes(
  routes: RouteTable<Access>,
  context: OpenStackContext,
): void {
  const { images } = context.tables;
  const found = (id: string, access: Access): ImageRow => {
    const row = images.get(id);
    if (!row || !mayRead(row, access)) {
      throw new ApiError(404, `No image found with ID ${id}`);
    }
    return row;
  };
  const owned = (id: string, access: Access): ImageRow => {
    const row = found(id, access);
    if (!access.admin && row.owner !== access.projectId) {
      throw new ApiError(403, 'You do not own this image');
    }
    return row;
  };

  routes.get('/v2/images', (call, access) => {
    const page = queryImages(images.all(), call.query, access);
    const base = new URLSearchParams(call.query);
    base.delete('marker');
    const link = (query: URLSearchParams) =>
      [...query].length > 0 ? `/v2/images?${query}` : '/v2/images';
    const next = new URLSearchParams(base);
    if (page.marker) {
      next.set('marker', page.marker);
    }
    return reply(200, {
      images: page.rows.map(imageView),
      first: link(base),
      schema: '/v2/schemas/images',
      ...(page.marker ? { next: link(next) } : {}),
    });
  });

  routes.get('/v2/images/:id', (call, access) =>
    reply(200, imageView(found(call.params.id, access))),
  );

  routes.post('/v2/images', (call, access) => {
    const input = readJson(call, 'Malformed JSON in request body.');
    const visibility = asText(input.visibility) ?? 'shared';
    if (visibility === 'public' && !access.admin) {
      throw new ApiError(
        403,
        'You are not authorized to complete publicize_image action.',
      );
    }
    const format = asText(input.disk_format) ?? null;
    if (format !== null && !diskFormats.includes(format)) {
      throw new ApiError(
        400,
        `Provided object does not match schema 'image': '${format}' is not one of [None, ${diskFormats
          .map(name => `'${name}'`)
          .join(', ')}]`,
      );
    }
    const now = context.clock.now();
    const row = images.insert({
      id: asText(input.id) ?? newUuid(),
      name: asText(input.name) ?? '',
      status: 'queued',
      visibility,
      owner: access.projectId ?? '',
      size: null,
      diskFormat: format,
      containerFormat: asText(input.container_format) ?? null,
      checksum: null,
      hashValue: null,
      isProtected: input.protected === true,
      hidden: input.os_hidden === true,
      minRam: Number(input.min_ram ?? 0),
      minDisk: Number(input.min_disk ?? 0),
      tags: asList(input.tags).map(String),
      properties: Object.fromEntries(
        Object.entries(input)
          .filter(([key]) => !standard.has(key))
          .map(([key, value]) => [key, String(value)]),
      ),
      createdAt: now,
      updatedAt: now,
    });
    return reply(201, imageView(row), {
      Location: `${call.origin}/image/v2/images/${row.id}`,
      'OpenStack-image-import-methods': 'glance-direct,web-download,copy-image',
    });
  });

  routes.put('/v2/images/:id/file', (call, access) => {
    const row = owned(call.params.id, access);
    if (row.status !== 'queued') {
      throw new ApiError(
        409,
        `Image status transition from ${row.status} to saving is not allowed`,
      );
    }
    const hash = (name: string) =>
      createHash(name).update(call.rawBody).digest('hex');
    images.update(row, {
      status: 'active',
      size: call.rawBody.length,
      checksum: hash('md5'),
      hashValue: hash('sha512'),
      updatedAt: context.clock.now(),
    });
    return reply(204);
  });

  routes.patch('/v2/images/:id', (call, access) => {
    const type = headerText(call, 'Content-Type') ?? '';
    if (!type.startsWith(PATCH_TYPE)) {
      throw new ApiError(
        415,
        `The request media type ${type} is not supported by this server.\n`,
      );
    }
    const row = owned(call.params.id, access);
    let operations: unknown;
    try {
      operations = JSON.parse(call.rawBody.toString('utf8'));
    } catch {
      throw new ApiError(400, 'Malformed JSON in request body.');
    }
    images.update(row, {
      ...applyPatch(row, asList(operations), access.admin),
      updatedAt: context.clock.now(),
    });
    return reply(200, imageView(row));
  });

  routes.delete('/v2/images/:id', (call, access) => {
    const { id } = call.params;
    if (!images.get(id)) {
      throw new ApiError(404, `Failed to find image ${id} to delete`);
    }
    const row = owned(id, access);
    if (row.isProtected) {
      throw new ApiError(
        403,
        `Image ${id} is protected and cannot be deleted.`,
      );
    }
    images.delete(id);
    return reply(204);
  });

  routes.get('/v2/info/import', () =>
    reply(200, {
      'import-methods': {
        description: 'Import methods available.',
        type: 'array',
        value: ['glance-direct', 'web-download', 'copy-image'],
      },
    }),
  );

  routes.get('/v2/info/stores', () => {
    throw new ApiError(404, 'Multi backend is not supported at this site.');
  });
}
