import { createApiRef, type FetchApi } from '@backstage/core-plugin-api';
import {
  DefaultInfraClient,
  type InfraClient,
} from '@ironstage/plugin-infra-common';

/** The REST API of Ironstage, with the signed-in user's token. @public */
export const infraClientApiRef = createApiRef<InfraClient>({
  id: 'plugin.infra.client',
});

/** Makes the client the portal uses; `plugin://` is resolved by the fetch API. @public */
export function createPortalInfraClient(fetchApi: FetchApi): InfraClient {
  return new DefaultInfraClient({
    door: 'portal',
    fetch: (path, init) => fetchApi.fetch(`plugin://infra${path}`, init),
  });
}
