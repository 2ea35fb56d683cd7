import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { listAll, listPages, orUndefined } from '../../transport/pages';
import { imageSchema, type WireImage } from './types';

/** Glance's images. */
export class ImagesClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** All that an administrator sees, but no snapshots of servers: nobody starts new ones from those. */
  async *pages(signal: AbortSignal): AsyncGenerator<WireImage[]> {
    const pages = listPages(
      this.transport,
      {
        service: 'image',
        path: '/images',
        query: { sort: 'created_at:asc,id:asc' },
        signal,
      },
      'images',
      imageSchema,
    );
    for await (const page of pages) {
      yield page.filter(image => image.image_type !== 'snapshot');
    }
  }

  async get(id: string, signal: AbortSignal): Promise<WireImage | undefined> {
    return orUndefined(
      this.transport.call(
        {
          service: 'image',
          method: 'GET',
          path: '/images/{id}',
          params: { id },
          signal,
        },
        imageSchema,
      ),
    );
  }

  /** Images that belong to a project, snapshots included. */
  async ofProject(
    projectId: string,
    signal: AbortSignal,
  ): Promise<WireImage[]> {
    const images = await listAll(
      this.transport,
      {
        service: 'image',
        path: '/images',
        query: { owner: projectId },
        signal,
      },
      'images',
      imageSchema,
    );
    return images.filter(image => image.owner === projectId);
  }
}
