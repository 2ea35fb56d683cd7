import type { SignInProviderConfig } from '@backstage/core-components';
import {
  atlassianAuthApiRef,
  bitbucketAuthApiRef,
  bitbucketServerAuthApiRef,
  githubAuthApiRef,
  gitlabAuthApiRef,
  googleAuthApiRef,
  microsoftAuthApiRef,
  oktaAuthApiRef,
  oneloginAuthApiRef,
  openshiftAuthApiRef,
  vmwareCloudAuthApiRef,
} from '@backstage/core-plugin-api';

type ProviderApi = SignInProviderConfig['apiRef'];

const PROVIDERS: Record<string, { title: string; apiRef: ProviderApi }> = {
  atlassian: { title: 'Atlassian', apiRef: atlassianAuthApiRef },
  bitbucket: { title: 'Bitbucket', apiRef: bitbucketAuthApiRef },
  bitbucketServer: {
    title: 'Bitbucket Server',
    apiRef: bitbucketServerAuthApiRef,
  },
  github: { title: 'GitHub', apiRef: githubAuthApiRef },
  gitlab: { title: 'GitLab', apiRef: gitlabAuthApiRef },
  google: { title: 'Google', apiRef: googleAuthApiRef },
  microsoft: { title: 'Microsoft', apiRef: microsoftAuthApiRef },
  okta: { title: 'Okta', apiRef: oktaAuthApiRef },
  onelogin: { title: 'OneLogin', apiRef: oneloginAuthApiRef },
  openshift: { title: 'OpenShift', apiRef: openshiftAuthApiRef },
  vmwareCloud: { title: 'VMware Cloud', apiRef: vmwareCloudAuthApiRef },
};

/** Ids that `app.signInProviders` may hold besides `guest`. */
export const PROVIDER_IDS = Object.keys(PROVIDERS);

/** What the configured ids mean, and the ids nobody knows. */
export function resolveProviders(ids: string[]): {
  providers: Array<'guest' | SignInProviderConfig>;
  unknown: string[];
} {
  const providers: Array<'guest' | SignInProviderConfig> = [];
  const unknown: string[] = [];
  for (const id of ids) {
    const known = PROVIDERS[id];
    if (id === 'guest') {
      providers.push('guest');
    } else if (known) {
      providers.push({
        id: `${id}-auth-provider`,
        title: known.title,
        message: `Sign in with ${known.title}`,
        apiRef: known.apiRef,
      });
    } else {
      unknown.push(id);
    }
  }
  return { providers, unknown };
}
