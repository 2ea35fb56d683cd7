import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { MaasTransport } from '../transport/MaasTransport';

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

/** Images that machines are deployed with. */
export class ImagesClient {
  constructor(private readonly transport: MaasTransport) {}

  list(signal: AbortSignal): Promise<WireImage[]> {
    return this.transport.call(
      { method: 'GET', path: 'boot-resources/', signal },
      z.array(imageSchema),
    );
  }
}

/** `ubuntu/jammy` and its title `22.04 LTS` → `Ubuntu 22.04 LTS`; an upload goes by its title alone. */
function systemOf(name: string, title: string | null | undefined): string {
  const [system, release] = name.split('/');
  if (!title) {
    return name;
  }
  const named = release === undefined || system === 'custom';
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
