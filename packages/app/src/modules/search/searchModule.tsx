import {
  createFrontendModule,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';

const catalogResult = catalogPlugin
  .getExtension('search-result-list-item:catalog')
  .override({
    *factory(_original, { node }) {
      yield SearchResultListItemBlueprint.dataRefs.item({
        predicate: ({ type }) => type === 'software-catalog',
        component: ExtensionBoundary.lazyComponent(node, () =>
          import('./CatalogResult').then(m => m.CatalogResult),
        ),
      });
    },
  });

/** The catalog's entities as the search page shows them. */
export const searchModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [catalogResult],
});
