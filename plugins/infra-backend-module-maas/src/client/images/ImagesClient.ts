import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { MaasTransport, OnProblem } from '../transport/MaasTransport';

const imageSchema = z.object({
  id: z.number(),
  /** `ubuntu/jammy`; of an upload `custom/name` or a bare name */
  name: z.string(),
  /** `amd64/ga-22.04` */
  architecture: z.string(),
  title: z.string().nullish(),
  type: z.string(),
});

/** An image for one architecture and kernel. */
export type WireImage = z.infer<typeof imageSchema>;

/** A version of an image is whole when all of its files are there; an earlier one serves while the next is fetched. */
const detailSchema = z.object({
  sets: z.record(z.string(), z.object({ complete: z.boolean() })),
});

const IMAGE_ROWS = {
  schema: imageSchema,
  kind: 'image',
  what: 'the boot resource',
  idKey: 'id',
  idOf: (image: WireImage) => image.id,
} as const;

/** What machines boot with before there is an image: listed beside the images, and can't be deployed. */
const BOOTLOADERS =
  /^(grub|pxelinux|open-firmware|ipxe|s390x)|\/(uefi|pxe|open-firmware|uboot)$/;

/** Whether it is listed for its own sake and not for machines. */
export const isBootloader = ({ name, type }: WireImage) =>
  type === 'Synced' && BOOTLOADERS.test(name);

/** Images that machines are deployed with. */
export class ImagesClient {
  constructor(private readonly transport: MaasTransport) {}

  list(signal: AbortSignal, onProblem?: OnProblem): Promise<WireImage[]> {
    return this.transport.rows(
      { method: 'GET', path: 'boot-resources/', signal },
      IMAGE_ROWS,
      onProblem,
    );
  }

  /** Whether one of its versions is whole; the list does not tell. */
  async isComplete(id: number, signal: AbortSignal): Promise<boolean> {
    const detail = await this.transport.call(
      { method: 'GET', path: 'boot-resources/{id}/', at: { id }, signal },
      detailSchema,
    );
    return Object.values(detail.sets).some(({ complete }) => complete);
  }
}

/**
 * `ubuntu/jammy` and its title `22.04 LTS` → `Ubuntu 22.04 LTS`. MAAS 3.7 puts the system into the title itself;
 * an upload goes by its title alone.
 */
function systemOf(name: string, title: string | null | undefined): string {
  const [system, release] = name.split('/');
  if (!title) {
    return name;
  }
  const named =
    release === undefined ||
    system === 'custom' ||
    title.toLowerCase().startsWith(system.toLowerCase());
  return named
    ? title
    : `${system[0].toUpperCase()}${system.slice(1)} ${title}`;
}

/** There is one boot resource for each architecture and kernel; an image is all of one name. */
export function toImageItems(images: readonly WireImage[]): InventoryItem[] {
  const byName = new Map<string, WireImage[]>();
  for (const image of images) {
    byName.set(image.name, [...(byName.get(image.name) ?? []), image]);
  }
  return [...byName].map(([name, all]) => ({
    kind: 'image',
    externalId: name,
    name,
    status: 'active',
    attributes: {
      shared: true,
      visibility: 'public',
      os: systemOf(name, all.find(one => one.title)?.title),
      architecture: [
        ...new Set(all.map(one => one.architecture.split('/')[0])),
      ].sort(),
      source: all[0].type.toLowerCase(),
    },
  }));
}
