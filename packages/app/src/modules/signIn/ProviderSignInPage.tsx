import { CodeSnippet, SignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { SignInFrame } from './SignInFrame';
import { PROVIDER_IDS, resolveProviders } from './providers';

const EXAMPLE = `app:
  signInProviders: [oidc]
auth:
  environment: production
  session:
    secret: \${AUTH_SESSION_SECRET}
  providers:
    oidc:
      production:
        metadataUrl: https://sso.example.com/.well-known/openid-configuration
        clientId: ironstage
        clientSecret: \${AUTH_OIDC_CLIENT_SECRET}
        signIn:
          resolvers:
            - resolver: preferredUsernameMatchingUserEntityName
`;

/** Signs in by the providers of `app.signInProviders`, or says how to set one up. */
export function ProviderSignInPage(props: SignInPageProps) {
  const config = useApi(configApiRef);
  const { providers, unknown } = resolveProviders(
    config.getOptionalStringArray('app.signInProviders') ?? [],
    config.getOptional<Record<string, string>>('app.signInTitles'),
  );
  const [only, ...others] = providers;

  if (unknown.length === 0 && only) {
    return others.length === 0 ? (
      <SignInPage {...props} provider={only} />
    ) : (
      <SignInPage {...props} providers={providers} align="center" />
    );
  }
  return (
    <SignInFrame title="Nobody can sign in yet">
      {unknown.length > 0 && (
        <Alert severity="error" sx={{ mb: 2 }}>
          The configuration key app.signInProviders names {unknown.join(', ')},
          which is no sign-in provider this portal knows.
        </Alert>
      )}
      <Typography sx={{ mb: 2 }}>
        Choose how people sign in with the configuration key{' '}
        <code>app.signInProviders</code> and give the provider its entry under{' '}
        <code>auth.providers</code>, then restart the portal. For example:
      </Typography>
      <CodeSnippet text={EXAMPLE} language="yaml" showCopyCodeButton />
      <Typography sx={{ mt: 2 }} color="text.secondary">
        Providers: {PROVIDER_IDS.join(', ')}. Where people and teams come from
        (LDAP, GitHub, GitLab, Microsoft) and who gets which role is told in
        docs/guides/sign-in.md.
      </Typography>
    </SignInFrame>
  );
}
