import { orUndefined, type OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { listPages } from '../../transport/pages';
import { flavorSchema, type WireFlavor } from './types';

/** extra specs within the flavors, so that one call reads all */
const VERSION = { at: '2.61' };

/** Nova's flavors, private ones included. */
export class FlavorsClient {
  constructor(private readonly transport: OpenStackTransport) {}

  pages(signal: AbortSignal, onOdd?: OnOddRow): AsyncGenerator<WireFlavor[]> {
    return listPages(
      this.transport,
      {
        service: 'compute',
        path: '/flavors/detail',
        query: { is_public: 'None' },
        version: VERSION,
        signal,
      },
      'flavors',
      flavorSchema,
      onOdd,
    );
  }

  async get(id: string, signal: AbortSignal): Promise<WireFlavor | undefined> {
    const found = await orUndefined(
      this.transport.call(
        {
          service: 'compute',
          method: 'GET',
          path: '/flavors/{id}',
          params: { id },
          version: VERSION,
          signal,
        },
        z.object({ flavor: flavorSchema }),
      ),
    );
    return found?.flavor;
  }
}
