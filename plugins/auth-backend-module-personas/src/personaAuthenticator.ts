import { AuthenticationError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';

/** Header in which the browser says whom it picked. */
export const PERSONA_HEADER = 'x-ironstage-persona';

/** Believes the browser, as long as it names one of the configured personas. */
export function personaAuthenticator(personas: string[]) {
  return createProxyAuthenticator<undefined, { userRef: string }, undefined>({
    defaultProfileTransform: async ({ userRef }) => ({
      profile: { displayName: userRef.replace(/^.*\//, '') },
    }),
    initialize: () => undefined,
    async authenticate({ req }) {
      const userRef = String(req.headers[PERSONA_HEADER] ?? '').toLowerCase();
      if (!personas.includes(userRef)) {
        throw new AuthenticationError(
          `Nobody called "${userRef}" is among app.personas; there are ${personas.join(
            ', ',
          )}`,
        );
      }
      return { result: { userRef } };
    },
  });
}
