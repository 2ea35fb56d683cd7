import { NotAllowedError } from '@backstage/errors';
import {
  oidcSignInResolvers,
  type OidcAuthResult,
} from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  createSignInResolverFactory,
  type OAuthAuthenticatorResult,
  type SignInInfo,
} from '@backstage/plugin-auth-node';

/** Annotation of a user that fixes which subject of the server it is. */
export const ANNOTATION_SUBJECT = 'ironstage.dev/oidc-sub';

/** What a name of the catalog may be made of (Backstage's rule for `metadata.name`). */
const NAME = /^[a-z0-9](?:[a-z0-9_.-]{0,61}[a-z0-9])?$/i;

type Info = SignInInfo<OAuthAuthenticatorResult<OidcAuthResult>>;

function nameIn({ result }: Info): string {
  const { preferred_username: name } = result.fullProfile.userinfo;
  if (!name) {
    throw new NotAllowedError(
      'The sign-in server tells no preferred_username; let it, or use the resolver emailMatchingUserEntityProfileEmail.',
    );
  }
  if (!NAME.test(name)) {
    throw new NotAllowedError(
      `The sign-in server calls you "${name}", which can be nobody's name in the catalog; use the resolver emailMatchingUserEntityProfileEmail.`,
    );
  }
  return name;
}

const unknown = (info: Info) =>
  new NotAllowedError(
    `The sign-in server knows you as "${nameIn(
      info,
    )}", and this portal's catalog knows nobody of that name. Ask your platform team to add you to the directory that the portal reads.`,
  );

/**
 * Sign-in resolvers for `auth.providers.oidc.<environment>.signIn.resolvers`: Backstage's two by mail address, and one
 * by the name that people have at the server. The latter holds a user who has an
 * {@link ANNOTATION_SUBJECT} to that subject, so that nobody inherits a name that became free.
 */
export const signInResolvers = {
  ...oidcSignInResolvers,
  preferredUsernameMatchingUserEntityName: createSignInResolverFactory({
    create() {
      return async (info: Info, context) => {
        const query = { entityRef: { name: nameIn(info) } };
        const { entity } = await context.findCatalogUser(query).catch(error => {
          throw error.name === 'NotFoundError' ? unknown(info) : error;
        });
        const subject = entity.metadata.annotations?.[ANNOTATION_SUBJECT];
        if (subject && subject !== info.result.fullProfile.userinfo.sub) {
          throw new NotAllowedError(
            `${entity.metadata.name} is somebody else in the catalog: its annotation ${ANNOTATION_SUBJECT} names another subject of the sign-in server.`,
          );
        }
        return context.signInWithCatalogUser(query);
      };
    },
  }),
};
