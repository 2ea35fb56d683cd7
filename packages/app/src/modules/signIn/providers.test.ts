import { githubAuthApiRef } from '@backstage/core-plugin-api';
import { resolveProviders } from './providers';

describe('resolveProviders', () => {
  it('keeps the order of the configuration', () => {
    const { providers, unknown } = resolveProviders(['github', 'guest']);
    expect(providers).toEqual([
      {
        id: 'github-auth-provider',
        title: 'GitHub',
        message: 'Sign in with GitHub',
        apiRef: githubAuthApiRef,
      },
      'guest',
    ]);
    expect(unknown).toEqual([]);
  });

  it('names what it does not know', () => {
    expect(resolveProviders(['guest', 'gitbub']).unknown).toEqual(['gitbub']);
  });
});
