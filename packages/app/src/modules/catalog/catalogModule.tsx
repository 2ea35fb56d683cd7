import {
  coreExtensionData,
  createExtensionInput,
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { CatalogFilterBlueprint } from '@backstage/plugin-catalog-react/alpha';
import CategoryIcon from '@material-ui/icons/Category';
import { WithOwnMain } from '../layout';

const kindFilter = CatalogFilterBlueprint.make({
  name: 'kind',
  params: {
    loader: () => import('./FirstKindPicker').then(m => <m.FirstKindPicker />),
  },
});

// of the same kind and plugin as the catalog's own page, which it replaces
const catalogPage = PageBlueprint.makeWithOverrides({
  inputs: { filters: createExtensionInput([coreExtensionData.reactElement]) },
  factory(originalFactory, { inputs }) {
    const filters = inputs.filters.map(filter =>
      filter.get(coreExtensionData.reactElement),
    );
    return originalFactory({
      path: '/catalog',
      title: 'Catalog',
      icon: <CategoryIcon fontSize="inherit" />,
      routeRef: catalogPlugin.routes.catalogIndex,
      loader: () =>
        import('./CatalogPage').then(m => <m.CatalogPage filters={filters} />),
    });
  },
});

// the header of an entity is within a `main`, with all that comes below
const entityPage = catalogPlugin.getExtension('page:catalog/entity').override({
  *factory(originalFactory) {
    const original = originalFactory();
    yield* original;
    yield coreExtensionData.reactElement(
      <WithOwnMain>{original.get(coreExtensionData.reactElement)}</WithOwnMain>,
    );
  },
});

export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [catalogPage, entityPage, kindFilter],
});
