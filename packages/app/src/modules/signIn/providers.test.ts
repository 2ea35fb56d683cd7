import { githubAuthApiRef } from '@backstage/core-plugin-api';
import { oidcAuthApiRef } from './oidcAuthApi';
import { resolveProviders } from './providers';

describe('resolveProviders', () => {
  it('keeps the order of the configuration, and calls providers as the company does', () => {
    const { providers, unknown } = resolveProviders(['github', 'oidc'], {
      oidc: 'Example SSO',
    });
    expect(providers).toEqual([
      {
        id: 'github-auth-provider',
        title: 'GitHub',
        message: 'Sign in with GitHub',
        apiRef: githubAuthApiRef,
      },
      {
        id: 'oidc-auth-provider',
        title: 'Example SSO',
        message: 'Sign in with Example SSO',
        apiRef: oidcAuthApiRef,
      },
    ]);
    expect(unknown).toEqual([]);
  });

  it('names what it does not know', () => {
    expect(resolveProviders(['github', 'gitbub']).unknown).toEqual(['gitbub']);
  });
});
