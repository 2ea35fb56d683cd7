import { Content } from '@backstage/core-components';
import { CatalogTable } from '@backstage/plugin-catalog';
import {
  CatalogFilterLayout,
  EntityListProvider,
} from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import type { Theme } from '@mui/material/styles';
import type { ReactNode } from 'react';

/** A heading that sorts and can be dragged is a button in a button; nobody needs other columns first. */
const TABLE = { draggable: false };

/** On a telephone the table scrolls, rather than break names into pieces. */
const NARROW = (theme: Theme) => ({
  [theme.breakpoints.down('md')]: {
    '& th, & td': { minWidth: 130 },
    '& .MuiToolbar-root': { height: 'auto', flexWrap: 'wrap' },
  },
});

/** The catalog: filters and what they leave. The portal's header says already where one is. */
export function CatalogPage({ filters }: { filters: ReactNode }) {
  return (
    <EntityListProvider pagination>
      <Content>
        <CatalogFilterLayout>
          <CatalogFilterLayout.Filters>{filters}</CatalogFilterLayout.Filters>
          <CatalogFilterLayout.Content>
            <Box sx={NARROW}>
              <CatalogTable tableOptions={TABLE} />
            </Box>
          </CatalogFilterLayout.Content>
        </CatalogFilterLayout>
      </Content>
    </EntityListProvider>
  );
}
