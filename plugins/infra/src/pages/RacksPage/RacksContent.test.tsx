import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RackQueryInput } from '@ironstage/plugin-infra-common';
import { denied, unavailable } from '../../testing/errors';
import { aRack, aRackPage, aRackUnit } from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { RacksContent } from './RacksContent';

const show = (page = aRackPage()) =>
  renderInfra(<RacksContent />, { listRacks: async () => page });

describe('RacksContent', () => {
  it('says of each unit in words what its colours say', async () => {
    show();
    const rack = await screen.findByRole('region', { name: 'r11' });
    expect(rack).toHaveTextContent('eu1 · hall-1 · row A');
    expect(rack).toHaveTextContent('4 units of 6 free');
    expect(
      within(rack).getByRole('link', {
        name: 'r11-n01: units 2 to 3, Compute, Deployed, power r11-a and r11-b, switches r11-sw1, 4 instances, 40 % allocated',
      }),
    ).toHaveAttribute('href', '/infra/topology?target=machine%3Amaas-eu1%2F1');
    expect(
      within(rack).getByRole('link', { name: 'What goes down with r11?' }),
    ).toHaveAttribute('href', '/infra/topology?target=rack%3Aeu1%2Fr11');
  });

  it('tells a full rack, a machine on one feed, and what has no place in it', async () => {
    show(
      aRackPage({
        items: [
          aRack({
            height: 2,
            units: [
              aRackUnit({ unit: 1, feeds: ['r11-a'] }),
              aRackUnit({ id: 'machine:maas-eu1/2', name: 'n2', unit: null }),
            ],
          }),
        ],
      }),
    );
    const rack = await screen.findByRole('region', { name: 'r11' });
    expect(rack).toHaveTextContent('Full');
    expect(rack).toHaveTextContent('1 feed');
    expect(rack).toHaveTextContent('nobody has said where');
  });

  it('asks for the racks of a site', async () => {
    const asked: RackQueryInput[] = [];
    renderInfra(<RacksContent />, {
      listRacks: async (query = {}) => {
        asked.push(query);
        return aRackPage();
      },
    });
    await userEvent.click(await screen.findByLabelText('Site'));
    await userEvent.click(await screen.findByRole('option', { name: 'us1' }));
    await screen.findByRole('region', { name: 'r11' });
    expect(asked.at(-1)).toMatchObject({ site: ['us1'], offset: 0 });
  });

  it('tells file and line of a mistake in the overlay, and that the last good one holds', async () => {
    show(
      aRackPage({
        overlay: {
          configured: true,
          loadedAt: '2026-01-05T10:00:00.000Z',
          problems: [
            {
              file: 'racks.yaml',
              line: 12,
              message: 'There is no rack r2 under racks.',
              severity: 'error',
            },
          ],
        },
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      /still holds.*racks.yaml:12 There is no rack r2/,
    );
  });

  it('says how racks come about when there are none', async () => {
    show(aRackPage({ items: [], total: 0 }));
    expect(await screen.findByText('No racks yet')).toBeInTheDocument();
  });

  it('says that it loads', async () => {
    renderInfra(<RacksContent />, { listRacks: never });
    expect(
      await screen.findByRole('status', { name: 'Loading the racks' }),
    ).toBeInTheDocument();
  });

  it.each([
    [unavailable, 'Could not load the racks'],
    [denied, 'You may not see the racks'],
  ])('says plainly why nothing can be shown', async (listRacks, title) => {
    renderInfra(<RacksContent />, { listRacks });
    expect(await screen.findByText(title)).toBeInTheDocument();
  });
});
