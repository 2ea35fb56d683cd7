import type { EventQueryInput } from '@ironstage/plugin-infra-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { unavailable } from '../../testing/errors';
import { minutesFromNow } from '../../testing/factories';
import { renderInfra } from '../../__testUtils__/renderInfra';
import { MachineEvents } from './MachineEvents';

const event = (id: number, type: string, more: object = {}) => ({
  id,
  at: minutesFromNow(-id),
  level: 'info' as const,
  type,
  description: '',
  actor: null,
  ...more,
});
const texts = () =>
  screen.getAllByRole('listitem').map(item => item.textContent);

describe('MachineEvents', () => {
  it('shows the newest first and older ones on demand', async () => {
    const listResourceEvents = jest.fn(
      async (_: string, query: EventQueryInput = {}) =>
        query.before === 8
          ? { items: [event(3, 'Commissioned')], next: null }
          : {
              items: [
                event(9, 'Deployed', { actor: 'admin' }),
                event(8, 'Failed', { level: 'error', description: 'No power' }),
              ],
              next: 8,
            },
    );
    renderInfra(<MachineEvents refText="machine:maas/1" />, {
      listResourceEvents,
    });
    await screen.findByText('Deployed');
    expect(texts()).toEqual([
      expect.stringMatching(/^Deployed.* · admin$/),
      expect.stringMatching(/^Error: Failed · No power/),
    ]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show older events' }),
    );
    await screen.findByText('Commissioned');
    expect(texts()).toHaveLength(3);
    expect(
      screen.queryByRole('button', { name: 'Show older events' }),
    ).toBeNull();
  });

  it('says that nothing is recorded', async () => {
    renderInfra(<MachineEvents refText="machine:maas/1" />, {
      listResourceEvents: async () => ({ items: [], next: null }),
    });
    expect(await screen.findByText('Nothing is recorded.')).toBeInTheDocument();
  });

  it('says why the events can not be had', async () => {
    renderInfra(<MachineEvents refText="machine:maas/1" />, {
      listResourceEvents: unavailable,
    });
    expect(
      await screen.findByText('The inventory is being moved.'),
    ).toBeInTheDocument();
  });
});
