import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import {
  entityPresentationApiRef,
  type EntityPresentationApi,
} from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { CatalogResult } from './CatalogResult';

const NAMES: Record<string, string> = { 'group:default/checkout': 'Checkout' };

const presentation: EntityPresentationApi = {
  forEntity: ref => {
    const snapshot = { entityRef: `${ref}`, primaryTitle: NAMES[`${ref}`] };
    return { snapshot, promise: Promise.resolve(snapshot) };
  },
};

function show(document: object) {
  renderInTestApp(
    <TestApiProvider apis={[[entityPresentationApiRef, presentation]]}>
      <CatalogResult
        result={{ title: 'web-1', text: '', location: '/web-1', ...document }}
      />
    </TestApiProvider>,
  );
}

describe('CatalogResult', () => {
  it('calls the owner by name, and what is the portal’s own by what it is', async () => {
    show({
      kind: 'Resource',
      type: 'infra-instance',
      owner: 'group:default/checkout',
    });
    expect(
      await screen.findByText('Kind: Instance · Owner: Checkout'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'web-1' })).toHaveAttribute(
      'href',
      '/web-1',
    );
  });

  it('tells kind and type of everything else, and is no list item without a list', async () => {
    show({ kind: 'Template', type: 'infrastructure', lifecycle: '' });
    expect(
      await screen.findByText('Kind: Template · Type: infrastructure'),
    ).toBeInTheDocument();
    expect(screen.getByRole('article')).toBeInTheDocument();
    expect(screen.queryByRole('listitem')).toBeNull();
  });
});
