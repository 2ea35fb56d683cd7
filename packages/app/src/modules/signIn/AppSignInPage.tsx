import { configApiRef, useApi } from '@backstage/core-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { PersonaSignInPage } from './PersonaSignInPage';
import { ProviderSignInPage } from './ProviderSignInPage';
import { readPersonas } from './personas';

/** The sign-in page: the persona picker of a demo, or the providers of the configuration. */
export function AppSignInPage(props: SignInPageProps) {
  const personas = readPersonas(useApi(configApiRef));
  return personas.length > 0 ? (
    <PersonaSignInPage {...props} personas={personas} />
  ) : (
    <ProviderSignInPage {...props} />
  );
}
