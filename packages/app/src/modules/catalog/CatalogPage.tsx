import { Content } from '@backstage/core-components';
import { CatalogTable } from '@backstage/plugin-catalog';
import {
  CatalogFilterLayout,
  EntityListProvider,
} from '@backstage/plugin-catalog-react';
import type { ReactNode } from 'react';

/** A heading that sorts and can be dragged is a button in a button; nobody needs other columns first. */
const TABLE = { draggable: false };

/** The catalog: filters and what they leave. The portal's header says already where one is. */
export function CatalogPage({ filters }: { filters: ReactNode }) {
  return (
    <EntityListProvider pagination>
      <Content>
        <CatalogFilterLayout>
          <CatalogFilterLayout.Filters>{filters}</CatalogFilterLayout.Filters>
          <CatalogFilterLayout.Content>
            <CatalogTable tableOptions={TABLE} />
          </CatalogFilterLayout.Content>
        </CatalogFilterLayout>
      </Content>
    </EntityListProvider>
  );
}
