import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  catalogApiRef,
  EntityKindPicker,
  entityRouteRef,
  starredEntitiesApiRef,
  MockStarredEntitiesApi,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import { CatalogPage } from './CatalogPage';

const system = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'checkout-dev' },
  spec: { owner: 'checkout' },
};

describe('CatalogPage', () => {
  it('lists what the filters leave, under headings that are one button each', async () => {
    renderInTestApp(
      <TestApiProvider
        apis={[
          [catalogApiRef, catalogApiMock({ entities: [system] })],
          [starredEntitiesApiRef, new MockStarredEntitiesApi()],
        ]}
      >
        <CatalogPage
          filters={<EntityKindPicker initialFilter="system" hidden />}
        />
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/catalog': catalogPlugin.routes.catalogIndex,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );
    // the rows are drawn again when the names of what they mention are known
    await waitFor(() =>
      expect(
        screen.getByRole('link', { name: 'checkout-dev' }),
      ).toBeInTheDocument(),
    );
    const headings = screen.getAllByRole('columnheader');
    const nested = headings
      .flatMap(heading => within(heading).queryAllByRole('button'))
      .flatMap(button => within(button).queryAllByRole('button'));
    expect(nested).toEqual([]);
  });
});
