import type {
  NetworkSegments,
  SegmentQueryInput,
} from '@ironstage/plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { unavailable } from '../../testing/errors';
import { aProvider, aSegment, someSegments } from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { NetworksContent } from './NetworksContent';

function show(segments: NetworkSegments, at = '/') {
  const listNetworkSegments = jest.fn(async (_: SegmentQueryInput) => segments);
  const shown = renderInfra(
    <NetworksContent />,
    {
      listNetworkSegments,
      listProviders: async () => ({
        items: [aProvider({ id: 'maas-eu1', title: 'MAAS eu1' })],
      }),
    },
    { at },
  );
  return { ...shown, listNetworkSegments };
}

describe('the networks', () => {
  it('tell what they are for, and with whom they share addresses', async () => {
    show(
      someSegments({
        items: [
          aSegment({
            ...{ name: 'storage', role: 'storage', gateway: '10.0.0.1' },
            ...{ cidrs: ['10.0.0.0/24'], vlan: 12, usedPercent: 40 },
            overlaps: [
              {
                ...{ cidr: '10.0.0.0/24', ref: 'network:maas-eu1/2' },
                ...{ name: 'apps', provider: 'maas-eu1', site: 'eu1' },
                otherCidr: '10.0.0.0/8',
              },
            ],
            moreOverlaps: 1,
          }),
          aSegment({ ref: 'network:x/1', name: 'vmbr0', role: null }),
        ],
        missing: [{ site: 'eu1', roles: ['oob', 'backup'] }],
      }),
    );
    const row = within(
      (await screen.findByRole('rowheader', { name: 'storage' })).closest(
        'tr',
      )!,
    );
    for (const text of ['Storage', '10.0.0.1', '12', '40 %']) {
      expect(row.getByText(text)).toBeInTheDocument();
    }
    expect(await row.findByText(/overlaps 10.0.0.0\/8 of/)).toHaveTextContent(
      'overlaps 10.0.0.0/8 of apps at MAAS eu1',
    );
    expect(row.getByText('and 1 more overlap')).toBeInTheDocument();
    expect(row.getByRole('link', { name: 'apps' })).toHaveAttribute(
      'href',
      '/infra/inventory?kind=network&open=network%3Amaas-eu1%2F2',
    );
    expect(screen.getByText('Not known')).toBeInTheDocument();
    expect(
      screen.getByText(/At eu1 no network is known for: out-of-band, backup\./),
    ).toBeInTheDocument();
  });

  it('are asked for as the address says, and as is chosen', async () => {
    const { listNetworkSegments } = show(
      someSegments({
        total: 120,
        roles: [{ site: 'eu1', role: 'oob', count: 3 }],
      }),
      '/?site=eu1&overlapping=true&page=1',
    );
    await userEvent.click(
      await screen.findByRole('combobox', { name: 'Role' }),
    );
    expect(listNetworkSegments).toHaveBeenLastCalledWith(
      { site: ['eu1'], overlapping: true, limit: 50, offset: 50 },
      expect.anything(),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Out-of-band (3)' }),
    );
    await waitFor(() =>
      expect(listNetworkSegments).toHaveBeenLastCalledWith(
        {
          ...{ role: ['oob'], site: ['eu1'], overlapping: true },
          ...{ limit: 50, offset: 0 },
        },
        expect.anything(),
      ),
    );
  });

  it('offer to clear the filters when nothing matches', async () => {
    const { listNetworkSegments } = show(
      someSegments({ items: [], total: 0 }),
      '/?role=backup',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear the filters' }),
    );
    expect(await screen.findByText('No networks yet')).toBeInTheDocument();
    expect(listNetworkSegments).toHaveBeenLastCalledWith(
      { limit: 50, offset: 0 },
      expect.anything(),
    );
  });

  it('say so when none overlap', async () => {
    show(someSegments({ items: [], total: 0 }), '/?overlapping=true');
    expect(await screen.findByText('No overlaps')).toBeInTheDocument();
  });

  it('say when there are more than were looked at', async () => {
    show(someSegments({ isComplete: false }));
    expect(
      await screen.findByText(/more networks than can be looked at/),
    ).toBeInTheDocument();
  });

  it('tell that they are on their way, and when they can not be had', async () => {
    const { unmount } = renderInfra(<NetworksContent />, {
      listNetworkSegments: never,
    });
    expect(
      await screen.findByRole('status', { name: 'Loading the networks' }),
    ).toBeInTheDocument();
    unmount();
    renderInfra(<NetworksContent />, { listNetworkSegments: unavailable });
    expect(
      await screen.findByRole('button', { name: /try again/i }),
    ).toBeInTheDocument();
  });
});
