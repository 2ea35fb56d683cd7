import type { Config } from '@backstage/config';
import { refuseSignInOfStrangers } from './refuseSignInOfStrangers';

/** Providers of `auth.providers` that this back end has a module for. */
export const SIGN_IN_PROVIDERS = ['oidc', 'github', 'gitlab', 'microsoft'];

const list = (words: string[]) => words.join(', ');

/**
 * Makes sure that the sign-in page and the back end know the same providers: Backstage passes in silence over a
 * provider that has settings and no module, and people meet a page that says "not found".
 *
 * @throws Error that says which key to change
 */
export function checkSignIn(config: Config): void {
  refuseSignInOfStrangers(config);
  const configured = (
    config.getOptionalConfig('auth.providers')?.keys() ?? []
  ).filter(id => id !== 'persona');
  const unknown = configured.filter(id => !SIGN_IN_PROVIDERS.includes(id));
  if (unknown.length > 0) {
    throw new Error(
      `auth.providers has settings for ${list(
        unknown,
      )}, and this portal signs in by ${list(
        SIGN_IN_PROVIDERS,
      )}. Remove them, or use the provider oidc for any other OpenID Connect server.`,
    );
  }
  const offered = config.getOptionalStringArray('app.signInProviders') ?? [];
  const unset = offered.filter(id => !configured.includes(id));
  if (unset.length > 0) {
    throw new Error(
      `app.signInProviders offers ${list(
        unset,
      )}, which has no settings at auth.providers.${unset[0]}.`,
    );
  }
  const hidden = configured.filter(id => !offered.includes(id));
  if (hidden.length > 0) {
    throw new Error(
      `auth.providers.${hidden[0]} has settings, and app.signInProviders does not offer it: add ${hidden[0]} there, or remove the settings.`,
    );
  }
  if (configured.includes('oidc') && !config.has('auth.session.secret')) {
    throw new Error(
      'auth.providers.oidc has settings, and auth.session.secret is not set: without it nobody gets past "requires session support". Set it to a long random text, such as that of openssl rand -base64 32.',
    );
  }
}
