import {
  createFrontendModule,
  PageLayout,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { TemplateCard } from '@backstage/plugin-scaffolder-react/alpha';

const pageLayout = SwappableComponentBlueprint.make({
  name: 'core-page-layout',
  params: define =>
    define({
      component: PageLayout,
      loader: () => import('./PortalPageLayout').then(m => m.PortalPageLayout),
    }),
});

const templateCard = SwappableComponentBlueprint.make({
  name: 'scaffolder-template-card',
  params: define =>
    define({
      component: TemplateCard,
      loader: () =>
        import('../scaffolder/TemplateCard').then(m => m.TemplateCard),
    }),
});

export const layoutModule = createFrontendModule({
  pluginId: 'app',
  extensions: [pageLayout, templateCard],
});
