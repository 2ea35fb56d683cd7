import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ResourceKind } from '@ironstage/plugin-infra-common';
import * as infra from '@ironstage/plugin-infra-node';
import { shelfSchema, toItems } from './shelf';
import type { ShelfConfig } from './module';

export function createShelfProvider(
  { id, title, site, key, url, token, timeoutMs }: ShelfConfig,
  logger: LoggerService,
): infra.InfraProvider {
  const http = new infra.HttpTransport({
    provider: id,
    logger,
    requestTimeoutMs: timeoutMs,
    hints: { url: `${key}.url`, timeouts: `${key}.timeoutMs` },
    decodeFailure: ({ status }, { effect = 'read' }) => ({
      kind: infra.kindOfStatus(status, effect),
      message: [401, 403].includes(status)
        ? `${id} refuses the portal; check ${key}.token and ${key}.url.`
        : `${id} answers with status ${status}; check ${key}.url.`,
    }),
  });
  http.mask.add(token);

  async function read({ signal }: infra.ProviderCallOptions) {
    const headers = { authorization: `Bearer ${token}` };
    const request = { method: 'GET', url, template: '/', headers } as const;
    const { body } = await http.send({ ...request, signal });
    const shelf = shelfSchema.safeParse(body);
    if (!shelf.success) {
      throw new infra.ProviderError({
        provider: id,
        kind: 'unexpected-answer',
        message: `What answers for ${id} is no shelf; check ${key}.url.`,
        detail: shelf.error.message,
      });
    }
    return shelf.data;
  }
  const list = async (kind: ResourceKind, options: infra.ProviderCallOptions) =>
    toItems(kind, await read(options));

  return {
    ...{ kind: 'shelf', id, title, site, configKey: key },
    check: async options => void (await read(options)),
    inventory: {
      kinds: ['hypervisor', 'project', 'instance'],
      async *pages(kind, options) {
        yield await list(kind, options);
      },
      get: async (kind, wanted, options) =>
        (await list(kind, options)).find(one => one.externalId === wanted),
    },
  };
}
