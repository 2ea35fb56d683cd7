import { CodeSnippet, SignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { SignInFrame } from './SignInFrame';
import { PROVIDER_IDS, resolveProviders } from './providers';

const EXAMPLE = `app:
  signInProviders: [github]
auth:
  environment: production
  providers:
    github:
      production:
        clientId: \${AUTH_GITHUB_CLIENT_ID}
        clientSecret: \${AUTH_GITHUB_CLIENT_SECRET}
        signIn:
          resolvers:
            - resolver: usernameMatchingUserEntityName
`;

/** Signs in by the providers of `app.signInProviders`, or says how to set one up. */
export function ProviderSignInPage(props: SignInPageProps) {
  const ids =
    useApi(configApiRef).getOptionalStringArray('app.signInProviders') ?? [];
  const { providers, unknown } = resolveProviders(ids);
  const [only, ...others] = providers;

  if (unknown.length === 0 && only) {
    return others.length === 0 && only !== 'guest' ? (
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
        Providers: guest, {PROVIDER_IDS.join(', ')}. A company&apos;s own single
        sign-on proxy works as well; see the installation guide.
      </Typography>
    </SignInFrame>
  );
}
