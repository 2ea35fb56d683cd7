import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { screen } from '@testing-library/react';
import plugin from './alpha';

const document = {
  title: 'node-r1-01',
  text: 'Hypervisor at os-eu1, site eu1',
  location: '/infra/inventory?kind=hypervisor',
  kind: 'Hypervisor',
};

describe('the inventory on the search page', () => {
  const item = createExtensionTester(
    plugin.getExtension('search-result-list-item:infra/inventory'),
  ).get(SearchResultListItemBlueprint.dataRefs.item);

  it('is shown as what it is, with what was looked for marked', async () => {
    const Item = item.component;
    renderInTestApp(
      <Item
        result={document}
        {...{
          highlight: {
            preTag: '<1>',
            postTag: '</1>',
            fields: { title: '<1>node</1>-r1-01' },
          },
        }}
      />,
    );
    const link = await screen.findByRole('link', { name: 'node-r1-01' });
    expect(link).toHaveAttribute('href', document.location);
    expect(screen.getByText('node').tagName).toBe('MARK');
    expect(screen.getByText('Kind: Hypervisor')).toBeInTheDocument();
    expect(screen.getByText(document.text)).toBeInTheDocument();
  });

  it('takes its own documents only', () => {
    const asks = (type: string) => item.predicate?.({ type, document });
    expect(asks('infra-resource')).toBe(true);
    expect(asks('software-catalog')).toBe(false);
  });

  it('can be chosen as the only type to look through', () => {
    const type = createExtensionTester(
      plugin.getExtension('search-filter-result-type:infra/inventory'),
    ).get(SearchFilterResultTypeBlueprint.dataRefs.resultType);
    expect(type).toMatchObject({ value: 'infra-resource', name: 'Inventory' });
  });
});
