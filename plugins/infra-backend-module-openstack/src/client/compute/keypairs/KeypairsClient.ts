import { orUndefined } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { listAll } from '../../transport/pages';
import { tidyPublicKey } from './fingerprint';
import { keypairDetailSchema, keypairSchema, type WireKeypair } from './types';

/** types of keys; from 2.92 names may have more characters, which ours don't */
const VERSION = { at: '2.2' };
/** paging came at 2.35 */
const LIST = { at: '2.35' };
const ONE = '/os-keypairs/{name}';

/**
 * Nova's key pairs of the account that creates servers. They belong to the account and to no
 * project; the project says which token asks, and whose limit of key pairs holds.
 */
export class KeypairsClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /**
   * Imports a public key.
   *
   * @throws ProviderError `invalid` of a key that Nova can't read, `conflict` of a name that is taken, and
   * `quota-exceeded`, for which Nova looks first: also when the name is taken, or the key is no good
   */
  async create(
    keypair: { name: string; publicKey: string; projectId: string },
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.send({
      service: 'compute',
      method: 'POST',
      path: '/os-keypairs',
      version: VERSION,
      scope: { projectId: keypair.projectId },
      body: {
        keypair: {
          name: keypair.name,
          type: 'ssh',
          public_key: tidyPublicKey(keypair.publicKey),
        },
      },
      signal,
    });
  }

  async get(
    name: string,
    projectId: string,
    signal: AbortSignal,
  ): Promise<WireKeypair | undefined> {
    const found = await orUndefined(
      this.transport.call(
        {
          service: 'compute',
          method: 'GET',
          path: ONE,
          params: { name },
          version: VERSION,
          scope: { projectId },
          signal,
        },
        z.object({ keypair: keypairDetailSchema }),
      ),
    );
    return found?.keypair;
  }

  async names(projectId: string, signal: AbortSignal): Promise<string[]> {
    const rows = await listAll(
      this.transport,
      {
        service: 'compute',
        path: '/os-keypairs',
        version: LIST,
        scope: { projectId },
        signal,
      },
      'keypairs',
      z.object({ keypair: keypairSchema }),
    );
    return rows.map(row => row.keypair.name);
  }

  /** One that is gone is no error. */
  async remove(
    name: string,
    projectId: string,
    signal: AbortSignal,
  ): Promise<void> {
    await orUndefined(
      this.transport.send({
        service: 'compute',
        method: 'DELETE',
        path: ONE,
        params: { name },
        version: VERSION,
        scope: { projectId },
        signal,
      }),
    );
  }
}
