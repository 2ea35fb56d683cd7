import { orUndefined, type OnOddRow } from '@ironstage/plugin-infra-node';
import type { z } from 'zod';
import { OPERATION_METADATA } from '../../ownership';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { listAll, listPages } from '../../transport/pages';
import { imageSchema, type WireImage } from './types';

/** No more than tells whose an image is: an odd one of somebody must not stand in the way of all others. */
const ownedSchema = imageSchema.pick({
  id: true,
  owner: true,
  created_at: true,
  instance_uuid: true,
  [OPERATION_METADATA]: true,
});

/** {@inheritDoc ownedSchema} */
export type OwnedImage = z.infer<typeof ownedSchema>;

const nameSchema = imageSchema.pick({ id: true, name: true });

/** Glance's images. */
export class ImagesClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** All that an administrator sees, snapshots of servers included: they are their owner's images. */
  pages(signal: AbortSignal, onOdd?: OnOddRow): AsyncGenerator<WireImage[]> {
    return listPages(
      this.transport,
      {
        service: 'image',
        path: '/images',
        query: { sort: 'created_at:asc,id:asc' },
        signal,
      },
      'images',
      imageSchema,
      onOdd,
    );
  }

  /** Ids and names of all images: snapshots and hidden ones, which Glance lists by themselves, too. */
  async *names(
    signal: AbortSignal,
  ): AsyncGenerator<Array<z.output<typeof nameSchema>>> {
    for (const hidden of ['false', 'true']) {
      yield* listPages(
        this.transport,
        {
          service: 'image',
          path: '/images',
          query: { sort: 'created_at:asc,id:asc', os_hidden: hidden },
          signal,
        },
        'images',
        nameSchema,
        () => {},
      );
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

  /** Asks something cheap, for the sake of an answer. */
  async ping(signal: AbortSignal): Promise<void> {
    await this.transport.send({
      service: 'image',
      method: 'GET',
      path: '/images',
      query: { limit: '1' },
      signal,
    });
  }

  /**
   * Images that carry the mark of an operation, oldest first. Usually there is none or one; but Nova hands the
   * properties of an image on to the snapshots of what was made from it (`initialize_instance_snapshot_metadata`,
   * nova/compute/utils.py), and those are all younger. Glance takes a key that it does not know for a property; all
   * rows are compared again.
   */
  async ofOperation(
    operationId: string,
    signal: AbortSignal,
  ): Promise<OwnedImage[]> {
    const images = await listAll(
      this.transport,
      {
        service: 'image',
        path: '/images',
        query: { [OPERATION_METADATA]: operationId },
        signal,
      },
      'images',
      ownedSchema,
    );
    return images
      .filter(image => image[OPERATION_METADATA] === operationId)
      .sort((a, b) => (a.created_at ?? '').localeCompare(b.created_at ?? ''));
  }

  /** Images that belong to a project, snapshots included. */
  async ofProject(
    projectId: string,
    signal: AbortSignal,
  ): Promise<OwnedImage[]> {
    const images = await listAll(
      this.transport,
      {
        service: 'image',
        path: '/images',
        query: { owner: projectId },
        signal,
      },
      'images',
      ownedSchema,
    );
    return images.filter(image => image.owner === projectId);
  }
}
