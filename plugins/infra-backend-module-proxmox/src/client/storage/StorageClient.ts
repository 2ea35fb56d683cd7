import { orUndefined } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { maybe, text } from '../transport/lenient';
import type { ProxmoxTransport } from '../transport/ProxmoxTransport';
import { uploadBody } from './multipart';

const volumeSchema = z.object({ volid: z.string() });

const storageSchema = z.object({
  storage: text,
  content: maybe(z.string()).transform(content => content ?? ''),
});

/** A storage of the cluster's configuration. */
export type WireStorage = z.infer<typeof storageSchema>;

/** Storages and the files on them. */
export class StorageClient {
  constructor(private readonly transport: ProxmoxTransport) {}

  list(signal: AbortSignal): Promise<WireStorage[]> {
    return this.transport.list(
      { method: 'GET', path: '/storage', signal },
      storageSchema,
    );
  }

  /** True when a node has the ISO image. */
  async hasIso(
    place: { node: string; storage: string; name: string },
    signal: AbortSignal,
  ): Promise<boolean> {
    const volumes = await this.transport.list(
      {
        method: 'GET',
        path: '/nodes/{node}/storage/{storage}/content',
        at: { node: place.node, storage: place.storage },
        parameters: { content: 'iso' },
        signal,
      },
      volumeSchema,
    );
    const wanted = `${place.storage}:iso/${place.name}`;
    return volumes.some(volume => volume.volid === wanted);
  }

  /** @returns id of the task that puts it into its place */
  uploadIso(
    place: { node: string; storage: string; name: string },
    data: Uint8Array,
    signal: AbortSignal,
  ): Promise<string> {
    return this.transport.call(
      {
        method: 'POST',
        path: '/nodes/{node}/storage/{storage}/upload',
        at: { node: place.node, storage: place.storage },
        bytes: uploadBody('iso', { name: place.name, data }),
        signal,
      },
      z.string(),
    );
  }

  /** One that is gone is no error. */
  async removeIso(
    place: { node: string; storage: string; name: string },
    signal: AbortSignal,
  ): Promise<void> {
    await orUndefined(
      this.transport.call(
        {
          method: 'DELETE',
          path: '/nodes/{node}/storage/{storage}/content/{volume}',
          at: {
            node: place.node,
            storage: place.storage,
            volume: `${place.storage}:iso/${place.name}`,
          },
          signal,
        },
        z.unknown(),
      ),
    );
  }
}
