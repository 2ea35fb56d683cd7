import type { SignInProviderConfig } from '@backstage/core-components';
import {
  githubAuthApiRef,
  gitlabAuthApiRef,
  microsoftAuthApiRef,
} from '@backstage/core-plugin-api';
import { oidcAuthApiRef } from './oidcAuthApi';

type ProviderApi = SignInProviderConfig['apiRef'];

/** Those that the portal's back end has a module for. */
const PROVIDERS: Record<string, { title: string; apiRef: ProviderApi }> = {
  oidc: { title: 'single sign-on', apiRef: oidcAuthApiRef },
  github: { title: 'GitHub', apiRef: githubAuthApiRef },
  gitlab: { title: 'GitLab', apiRef: gitlabAuthApiRef },
  microsoft: { title: 'Microsoft', apiRef: microsoftAuthApiRef },
};

/** Ids that `app.signInProviders` may hold. */
export const PROVIDER_IDS = Object.keys(PROVIDERS);

/**
 * What the configured ids mean, and the ids nobody knows.
 *
 * @param titles - what people call a provider, by its id
 */
export function resolveProviders(
  ids: string[],
  titles: Record<string, string> = {},
): { providers: SignInProviderConfig[]; unknown: string[] } {
  const providers: SignInProviderConfig[] = [];
  const unknown: string[] = [];
  for (const id of ids) {
    const known = PROVIDERS[id];
    if (known) {
      const title = titles[id] ?? known.title;
      providers.push({
        id: `${id}-auth-provider`,
        title: title.replace(/^./, first => first.toUpperCase()),
        message: `Sign in with ${title}`,
        apiRef: known.apiRef,
      });
    } else {
      unknown.push(id);
    }
  }
  return { providers, unknown };
}
