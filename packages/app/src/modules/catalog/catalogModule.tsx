import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { CatalogFilterBlueprint } from '@backstage/plugin-catalog-react/alpha';

const kindFilter = CatalogFilterBlueprint.make({
  name: 'kind',
  params: {
    loader: () => import('./FirstKindPicker').then(m => <m.FirstKindPicker />),
  },
});

export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [kindFilter],
});
