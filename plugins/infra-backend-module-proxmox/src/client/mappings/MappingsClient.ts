import type { OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { pciAddress } from '../guests/hostpci';
import { flag, listOf, maybe, text } from '../transport/lenient';
import type { ProxmoxTransport } from '../transport/ProxmoxTransport';

const mappingSchema = z.object({
  id: text,
  map: listOf(z.unknown()),
  /** devices that are cut into mediated ones, such as vGPUs */
  mdev: maybe(flag),
});

/** A device that a mapping stands for on one node. */
export interface MappedDevice {
  mapping: string;
  node: string;
  /** `0000:01:00.0`; without the function it means all functions of a card */
  path: string;
  /** four hex digits each */
  vendorId: string;
  productId: string;
  mdev: boolean;
}

/** Reads `node=pve1,path=0000:01:00.0,id=10de:1eb8,iommugroup=12`. */
export function readMapEntry(
  entry: string,
): { node: string; path: string; id: string } | undefined {
  const fields = new Map(
    entry.split(',').map(pair => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
  const node = fields.get('node');
  const path = fields.get('path');
  const id = fields.get('id')?.toLowerCase();
  return node && path && id && /^[0-9a-f]{4}:[0-9a-f]{4}$/.test(id)
    ? { node, path, id }
    : undefined;
}

/** PCI resource mappings, the way to hand out devices without root. */
export class MappingsClient {
  constructor(private readonly transport: ProxmoxTransport) {}

  /** One entry for each device on each node; `path=a;b` stands for two. */
  async devices(
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): Promise<MappedDevice[]> {
    const mappings = await this.transport.list(
      { method: 'GET', path: '/cluster/mapping/pci', signal },
      mappingSchema,
      onOdd,
    );
    return mappings.flatMap(({ id, map, mdev }) =>
      map.flatMap(row => {
        const entry = typeof row === 'string' ? readMapEntry(row) : undefined;
        if (!entry) {
          onOdd?.({
            row: { id, entry: row },
            why: 'an entry without node, path or id',
          });
          return [];
        }
        const [vendorId, productId] = entry.id.split(':');
        return entry.path.split(';').map(path => ({
          mapping: id,
          node: entry.node,
          path: pciAddress(path),
          vendorId,
          productId,
          mdev: mdev ?? false,
        }));
      }),
    );
  }
}
