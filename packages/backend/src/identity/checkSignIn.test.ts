import { ConfigReader } from '@backstage/config';
import { checkSignIn } from './checkSignIn';

const check = (providers: object, signInProviders?: string[], session = true) =>
  checkSignIn(
    new ConfigReader({
      auth: { providers, ...(session && { session: { secret: 'a-secret' } }) },
      ...(signInProviders && { app: { signInProviders } }),
    }),
  );

const resolver = (more: object) => ({
  production: { signIn: { resolvers: [{ resolver: 'any', ...more }] } },
});

it.each([
  [{}, undefined],
  [{ persona: { enabled: true } }, undefined],
  [{ oidc: resolver({}), github: resolver({}) }, ['github', 'oidc']],
  [
    {
      oidc: resolver({ dangerouslyAllowSignInWithoutUserInCatalog: false }),
    },
    ['oidc'],
  ],
])('lets %j with %j start', (providers, offered) => {
  expect(() => check(providers, offered)).not.toThrow();
});

it.each([
  [{ okta: {} }, ['okta'], /auth\.providers has settings for okta, and this/],
  [{}, ['oidc'], /app\.signInProviders offers oidc, which has no settings/],
  [
    { oidc: resolver({}) },
    undefined,
    /auth\.providers\.oidc has settings, and app\.signInProviders does not/,
  ],
  [
    { github: resolver({ dangerouslyAllowSignInWithoutUserInCatalog: true }) },
    ['github'],
    /auth\.providers\.github has a sign-in resolver with dangerouslyAllow/,
  ],
])('refuses %j with %j', (providers, offered, words) => {
  expect(() => check(providers, offered)).toThrow(words);
});

it('refuses OIDC without the secret that its sessions need', () => {
  expect(() => check({ oidc: resolver({}) }, ['oidc'], false)).toThrow(
    /auth\.session\.secret is not set/,
  );
});
