import {
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';

/** Sends the bare address of the portal to the projects; a `/` page set by config can replace it. */
const rootPage = PageBlueprint.make({
  name: 'root',
  params: {
    path: '/',
    noHeader: true,
    loader: () => import('./RootPage').then(m => <m.RootPage />),
  },
});

export const rootModule = createFrontendModule({
  pluginId: 'app',
  extensions: [rootPage],
});
