import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { changesSchema, type Changes } from '@ironstage/plugin-infra-common';

/** Reads the feed of changes of the inventory. @public */
export interface ChangesReader {
  read(after: number, signal: AbortSignal): Promise<Changes>;
}

/** Reads the feed over REST, as the plugin that asks. @public */
export class RestChangesReader implements ChangesReader {
  constructor(
    private readonly services: {
      auth: AuthService;
      discovery: DiscoveryService;
    },
  ) {}

  async read(after: number, signal: AbortSignal): Promise<Changes> {
    const { auth, discovery } = this.services;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'infra',
    });
    const response = await fetch(
      `${await discovery.getBaseUrl('infra')}/v1/changes?after=${after}`,
      { headers: { authorization: `Bearer ${token}` }, signal },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return changesSchema.parse(await response.json());
  }
}
