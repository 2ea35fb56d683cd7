import type { Relations } from '@ironstage/plugin-infra-common';
import { screen, within } from '@testing-library/react';
import { aRelation } from '../../testing/factories';
import { renderInfra } from '../../__testUtils__/renderInfra';
import { RelationsSection } from './RelationsSection';

const show = (relations: Partial<Relations>, kind = 'machine') =>
  renderInfra(<RelationsSection refText="machine:maas-eu1/1" kind={kind} />, {
    getRelations: async () => ({
      standsOn: [],
      carries: [],
      carriesTotal: 0,
      hidden: null,
      asset: null,
      ...relations,
    }),
  });

it('links what a row stands on and what it carries, and tells a doubt', async () => {
  show({
    standsOn: [
      aRelation({
        type: 'place',
        kind: 'rack',
        id: 'rack:eu1/r11',
        name: 'r11',
        note: 'units 2–3',
      }),
    ],
    carries: [aRelation({ certain: false, by: 'name' })],
    carriesTotal: 3,
    hidden: 2,
    asset: {
      owner: null,
      purchasedOn: '2024-05-31',
      price: { amount: 12000, currency: 'EUR' },
    },
  });
  const below = within(await screen.findByRole('list', { name: 'Stands on' }));
  expect(below.getByRole('link', { name: 'r11' })).toHaveAttribute(
    'href',
    '/infra/topology?target=rack%3Aeu1%2Fr11',
  );
  expect(below.getByRole('listitem')).toHaveTextContent('Rack r11 (units 2–3)');
  const above = within(screen.getByRole('list', { name: 'Carries' }));
  expect(above.getByRole('link', { name: 'cpu-7' })).toHaveAttribute(
    'href',
    '/infra/inventory?kind=hypervisor&open=hypervisor%3Aos-eu1%2F1',
  );
  expect(above.getByRole('listitem')).toHaveTextContent(
    'maybe: nobody can tell by name alone',
  );
  const section = screen.getByRole('region', { name: 'Relations' });
  expect(section).toHaveTextContent('2 more that you may not see');
  expect(section).toHaveTextContent('12,000 EUR');
  expect(
    within(section).getByRole('link', { name: 'What goes down with it?' }),
  ).toHaveAttribute('href', '/infra/topology?target=machine%3Amaas-eu1%2F1');
});

it('offers no blast radius to who may not see the estate', async () => {
  show({ carries: [aRelation()], carriesTotal: 1 });
  await screen.findByRole('list', { name: 'Carries' });
  expect(screen.queryByText('What goes down with it?')).toBeNull();
});
