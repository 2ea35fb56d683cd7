import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { checkSignIn } from './checkSignIn';

/** What signs people in and what knows people and teams, each with the key of the configuration that asks for it. */
const FEATURES = [
  {
    key: 'auth.providers.oidc',
    load: () => import('@ironstage/plugin-auth-backend-module-oidc'),
  },
  {
    key: 'auth.providers.github',
    load: () => import('@backstage/plugin-auth-backend-module-github-provider'),
  },
  {
    key: 'auth.providers.gitlab',
    load: () => import('@backstage/plugin-auth-backend-module-gitlab-provider'),
  },
  {
    key: 'auth.providers.microsoft',
    load: () =>
      import('@backstage/plugin-auth-backend-module-microsoft-provider'),
  },
  {
    key: 'catalog.providers.ldapOrg',
    load: () => import('@ironstage/plugin-catalog-backend-module-directory'),
  },
  {
    key: 'catalog.providers.githubOrg',
    load: () => import('@backstage/plugin-catalog-backend-module-github-org'),
  },
  {
    key: 'catalog.providers.gitlab',
    load: () => import('@backstage/plugin-catalog-backend-module-gitlab-org'),
  },
  {
    key: 'catalog.providers.microsoftGraphOrg',
    load: () => import('@backstage/plugin-catalog-backend-module-msgraph'),
  },
];

/** Loads the sign-in providers and organisation sources that the configuration asks for, and none besides. */
export const identityFeatures = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  async *loader({ config }) {
    checkSignIn(config);
    for (const { key, load } of FEATURES) {
      if (config.has(key)) {
        yield await load();
      }
    }
  },
});
