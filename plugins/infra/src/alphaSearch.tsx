import { ExtensionBoundary } from '@backstage/frontend-plugin-api';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import InventoryIcon from '@mui/icons-material/Storage';

/** Type of the documents that `@ironstage/plugin-search-backend-module-infra` hands to the search. */
const DOCUMENT_TYPE = 'infra-resource';

const inventoryResult = SearchResultListItemBlueprint.makeWithOverrides({
  name: 'inventory',
  *factory(_original, { node }) {
    yield SearchResultListItemBlueprint.dataRefs.item({
      predicate: ({ type }) => type === DOCUMENT_TYPE,
      component: ExtensionBoundary.lazyComponent(node, () =>
        import('./search/InventoryResult').then(m => m.InventoryResult),
      ),
    });
  },
});

const inventoryType = SearchFilterResultTypeBlueprint.make({
  name: 'inventory',
  params: {
    value: DOCUMENT_TYPE,
    name: 'Inventory',
    icon: <InventoryIcon />,
  },
});

/** What the search page shows of the inventory, and the choice to see nothing else. */
export const searchExtensions = [inventoryResult, inventoryType];
