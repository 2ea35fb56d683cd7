import { createHash } from 'node:crypto';
import { deleted, invalid, json, noMatch, text } from '../http/reply';
import { admin, type MaasCall, type Resource } from '../http/resource';
import { required } from '../http/values';
import type { MaasContext } from '../MaasContext';
import type { ImageRow } from '../rows';

/** `2026-11-22T15:48:41.669`, in UTC without saying so. */
function imageTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString().slice(0, 23);
}

/** The keys vary by image, as they do in MAAS. */
function imageView(image: ImageRow, { release }: MaasContext) {
  const system = image.name.split('/')[0];
  const title =
    image.title && release.modern && image.type === 'Synced'
      ? `${system[0].toUpperCase()}${system.slice(1)} ${image.title}`
      : image.title;
  return {
    architecture: image.architecture,
    id: Number(image.id),
    last_deployed: imageTime(image.lastDeployed),
    name: image.name,
    resource_uri: `/MAAS/api/2.0/boot-resources/${image.id}/`,
    type: image.type,
    ...(title ? { title } : {}),
    ...(release.modern && image.type === 'Uploaded' ? { base_image: '' } : {}),
    ...(image.subarches
      ? {
          platform: 'generic',
          subarches: image.subarches,
          supported_platforms: 'generic',
        }
      : {}),
  };
}

function filesOf(image: ImageRow, { release }: MaasContext) {
  const kinds: Array<[string, string, number]> =
    image.type === 'Synced'
      ? [
          ['boot-initrd', 'boot-initrd', 0.05],
          ['boot-kernel', 'boot-kernel', 0.02],
          ['squashfs', 'squashfs', 0.93],
        ]
      : [['root-tgz', 'root-tgz', 1]];
  return Object.fromEntries(
    kinds.map(([filename, filetype, share]) => [
      filename,
      {
        complete: image.progress === undefined,
        filename,
        ...(release.modern && {
          filename_on_disk: image.sha256.slice(0, 7),
        }),
        filetype,
        ...(image.progress !== undefined && { progress: image.progress }),
        sha256: createHash('sha256')
          .update(image.sha256 + filename)
          .digest('hex'),
        size: Math.round(image.size * share),
      },
    ]),
  );
}

function detailView(image: ImageRow, context: MaasContext) {
  return {
    ...imageView(image, context),
    sets: {
      [image.version]: {
        complete: image.progress === undefined,
        files: filesOf(image, context),
        ...(image.progress !== undefined && { progress: image.progress }),
        label: image.type === 'Synced' ? 'stable' : 'uploaded',
        size: image.size,
        version: image.version,
      },
    },
  };
}

/** Synced ones first, then by name. */
function byTypeAndName(a: ImageRow, b: ImageRow): number {
  const key = (row: ImageRow) => `${row.type} ${row.name} ${row.architecture}`;
  return key(a) < key(b) ? -1 : Number(key(a) > key(b));
}

function imageOf(call: MaasCall, context: MaasContext): ImageRow {
  const row = context.tables.images.get(call.params.id);
  if (!row) {
    throw noMatch('BootResource');
  }
  return row;
}

/** An upload: the one create that answers 201. */
function upload(call: MaasCall, context: MaasContext) {
  const name = required(call.data, 'name');
  const architecture = required(call.data, 'architecture');
  const content = call.form.files.get('content');
  if (!/^[a-z0-9]+\/[\w.-]+$/.test(architecture)) {
    throw invalid({
      architecture: [
        `Select a valid choice. ${architecture} is not one of the available choices.`,
      ],
    });
  }
  const digest = createHash('sha256')
    .update(content ?? '')
    .digest('hex');
  const sha256 = call.data.get('sha256') ?? digest;
  const number = context.next('image');
  const image = context.tables.images.insert({
    id: String(number),
    name: name.includes('/') ? name : `custom/${name}`,
    architecture,
    type: 'Uploaded',
    title: call.data.get('title'),
    subarches: null,
    lastDeployed: null,
    size: content?.length ?? Number(call.data.get('size') ?? 0),
    sha256,
    version: new Date(context.clock.now())
      .toISOString()
      .slice(0, 10)
      .replaceAll('-', ''),
  });
  return json(detailView(image, context), 201);
}

export function imageResources(context: MaasContext): Resource[] {
  return [
    {
      name: 'BootResourcesHandler',
      path: 'boot-resources/',
      read: call => {
        const type = call.query.get('type')?.toLowerCase();
        if (type && !['synced', 'uploaded'].includes(type)) {
          throw invalid({
            type: [
              `'${type}' is not a valid type. It should be one of: 'synced', 'uploaded'.`,
            ],
          });
        }
        const images = [...context.tables.images.all()]
          .filter(row => !type || row.type.toLowerCase() === type)
          .sort(byTypeAndName);
        return json(images.map(image => imageView(image, context)));
      },
      create: admin(call => upload(call, context)),
      get: { is_importing: () => json(false) },
      post: {
        import: admin(() => text(200, 'Import of boot resources started')),
        stop_import: admin(() =>
          text(200, 'Import of boot resources is being stopped'),
        ),
      },
    },
    {
      name: 'BootResourceHandler',
      path: 'boot-resources/{id}/',
      read: call => json(detailView(imageOf(call, context), context)),
      remove: admin(call => {
        context.tables.images.delete(imageOf(call, context).id);
        return deleted();
      }),
    },
    {
      name: 'BootSourcesHandler',
      path: 'boot-sources/',
      adminOnly: true,
      read: () =>
        json([
          {
            created: '2026-01-05T09:00:00.000',
            id: 1,
            keyring_data: '',
            keyring_filename:
              '/usr/share/keyrings/ubuntu-cloudimage-keyring.gpg',
            resource_uri: '/MAAS/api/2.0/boot-sources/1/',
            updated: '2026-01-05T09:00:00.000',
            url: 'http://images.example.com/ephemeral-v3/stable/',
          },
        ]),
    },
  ];
}
