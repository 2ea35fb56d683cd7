import type { Config } from '@backstage/config';

const KEY = 'dangerouslyAllowSignInWithoutUserInCatalog';

/**
 * Makes sure that nobody is signed in whom the catalog does not know: a whole mail address would become a
 * person's name, with no team, and who left the company would stay in the portal.
 *
 * @throws Error that names the key to remove
 */
export function refuseSignInOfStrangers(config: Config): void {
  const providers = config.getOptionalConfig('auth.providers');
  for (const provider of providers?.keys() ?? []) {
    const settings = providers?.getOptional(provider);
    if (JSON.stringify(settings ?? null).includes(`"${KEY}":true`)) {
      throw new Error(
        `auth.providers.${provider} has a sign-in resolver with ${KEY}. Remove it: people have teams and roles by what the catalog says of them, and whom it does not know has neither. Feed the catalog from your directory instead (docs/guides/sign-in.md).`,
      );
    }
  }
}
