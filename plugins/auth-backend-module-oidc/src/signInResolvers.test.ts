import { NotFoundError } from '@backstage/errors';
import type { AuthResolverContext } from '@backstage/plugin-auth-node';
import { ANNOTATION_SUBJECT, signInResolvers } from './signInResolvers';

const resolve = signInResolvers.preferredUsernameMatchingUserEntityName();

function signIn(userinfo: object, annotations: Record<string, string> = {}) {
  const signInWithCatalogUser = jest.fn(async () => ({ token: 'a-token' }));
  const context = {
    findCatalogUser: async () => ({
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'dana', annotations },
      },
    }),
    signInWithCatalogUser,
  } as unknown as AuthResolverContext;
  const info = {
    profile: {},
    result: { fullProfile: { userinfo }, session: {} },
  } as unknown as Parameters<typeof resolve>[0];
  return { outcome: resolve(info, context), signInWithCatalogUser };
}

it('signs in the user of the catalog who has the name that the server tells', async () => {
  const { outcome, signInWithCatalogUser } = signIn(
    { sub: 'u1', preferred_username: 'dana' },
    { [ANNOTATION_SUBJECT]: 'u1' },
  );
  await expect(outcome).resolves.toEqual({ token: 'a-token' });
  expect(signInWithCatalogUser).toHaveBeenCalledWith({
    entityRef: { name: 'dana' },
  });
});

it.each([
  [{ sub: 'u1' }, {}, /tells no preferred_username/],
  [
    { sub: 'u1', preferred_username: 'dana@example.com' },
    {},
    /calls you "dana@example.com", which can be nobody's name/,
  ],
  [
    { sub: 'u2', preferred_username: 'dana' },
    { [ANNOTATION_SUBJECT]: 'u1' },
    /dana is somebody else in the catalog/,
  ],
])('refuses %j of a user with %j', async (userinfo, annotations, words) => {
  const { outcome, signInWithCatalogUser } = signIn(userinfo, annotations);
  await expect(outcome).rejects.toThrow(words);
  expect(signInWithCatalogUser).not.toHaveBeenCalled();
});

it('tells somebody whom the catalog does not know under which name it looked', async () => {
  const context = {
    findCatalogUser: async () => {
      throw new NotFoundError('User not found');
    },
  } as unknown as AuthResolverContext;
  const info = {
    profile: {},
    result: { fullProfile: { userinfo: { preferred_username: 'eve' } } },
  } as unknown as Parameters<typeof resolve>[0];
  await expect(resolve(info, context)).rejects.toThrow(
    /knows you as "eve", and this portal's catalog knows nobody of that name/,
  );
});
