import type {
  Capacity,
  CapacityForecastList,
  CapacityForecastQueryInput,
  CapacityHistory,
  CapacityHistoryQueryInput,
  HostPage,
  HostQueryInput,
  MachineCapacity,
  MachineCapacityQueryInput,
} from '@ironstage/plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { denied, unavailable } from '../../testing/errors';
import {
  aCapacity,
  aCapacityPart,
  aForecast,
  aHistory,
  aHostPage,
  aMachineCapacity,
} from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { CapacityContent } from './CapacityContent';

// The chart draws SVG by sizes a test page does not have; its figures are in the table below it.
jest.mock('./CapacityChart', () => ({ CapacityChart: () => null }));
jest.mock('./HistoryChart', () => ({ HistoryChart: () => null }));

const answers = (overrides: Partial<Capacity> = {}) => ({
  getCapacity: async () => aCapacity(overrides),
  getCapacityHistory: jest.fn<
    Promise<CapacityHistory>,
    [CapacityHistoryQueryInput]
  >(async () => aHistory()),
  getCapacityForecast: jest.fn<
    Promise<CapacityForecastList>,
    [CapacityForecastQueryInput?]
  >(async () => ({ items: [aForecast()], errors: [] })),
  listCapacityHosts: jest.fn<Promise<HostPage>, [HostQueryInput]>(async () =>
    aHostPage(),
  ),
  getMachineCapacity: jest.fn<
    Promise<MachineCapacity>,
    [MachineCapacityQueryInput]
  >(async () => aMachineCapacity()),
});

describe('CapacityContent', () => {
  it('shows every figure of each dimension, GPUs by model', async () => {
    renderInfra(<CapacityContent />, answers());
    const tile = await screen.findByRole('region', {
      name: 'GPU a100 capacity',
    });
    expect(tile).toHaveTextContent('6 free');
    expect(tile).toHaveTextContent('2 allocated of 8Total8');
    expect(tile).toHaveTextContent(/Granted by quota6/);
    expect(
      screen.getByRole('region', { name: 'Memory capacity' }),
    ).toHaveTextContent('4 TiB');
  });

  it('shows how full each host is, in words too', async () => {
    renderInfra(<CapacityContent />, answers());
    const hosts = await screen.findByRole('table', {
      name: 'Capacity by host',
    });
    expect(
      within(hosts).getByRole('row', { name: /node-r1-01/ }),
    ).toHaveTextContent('44 %');
  });

  it('has hosts sorted, searched and paged by the back end', async () => {
    const methods = answers();
    methods.listCapacityHosts.mockResolvedValue(aHostPage({ total: 60 }));
    renderInfra(<CapacityContent />, methods);
    const hosts = await screen.findByRole('table', {
      name: 'Capacity by host',
    });
    const asked = () => methods.listCapacityHosts.mock.lastCall?.[0];
    expect(asked()).toMatchObject({ sort: 'name', limit: 25, offset: 0 });

    await userEvent.click(within(hosts).getByRole('button', { name: 'vCPU' }));
    expect(asked()).toMatchObject({ sort: '-vcpus', offset: 0 });
    await userEvent.click(screen.getByRole('button', { name: /next page/i }));
    expect(asked()).toMatchObject({ sort: '-vcpus', offset: 25 });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search hosts' }),
      'r1',
    );
    await waitFor(() =>
      expect(asked()).toMatchObject({ sort: '-vcpus', offset: 0, q: 'r1' }),
    );
  });

  it('shows machines by role and where they stand, and those without a role', async () => {
    renderInfra(<CapacityContent />, answers());
    const machines = await screen.findByRole('table', {
      name: 'Machines by role',
    });
    const row = within(machines).getByRole('row', { name: /^gpu/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual([
      ...['0', '0', '2', '0', '1', '0', '3'],
      '12 × NVIDIA A100 PCIe 80 GB, 0 in ready ones',
    ]);
    expect(
      screen.getByText(/1 machine without a role: r12-n08\./),
    ).toBeInTheDocument();
  });

  it('counts machines by what is chosen', async () => {
    const methods = answers();
    renderInfra(<CapacityContent />, methods);
    await userEvent.click(
      await screen.findByRole('button', { name: 'GPU model' }),
    );
    expect(methods.getMachineCapacity.mock.lastCall?.[0]).toEqual({
      by: 'gpu',
    });
  });

  it('tells whole cards and slices apart', async () => {
    renderInfra(<CapacityContent />, answers());
    const gpus = await screen.findByRole('table', { name: 'GPUs by model' });
    const [, card, slice] = within(gpus).getAllByRole('row');
    expect(card).toHaveTextContent('80 GBWhole card128266');
    expect(slice).toHaveTextContent('vGPU sliceSlice of a card–165811');
  });

  it('shows when each class runs out, what that rests on, and the ratio of overcommitment', async () => {
    renderInfra(<CapacityContent />, answers());
    const list = await screen.findByRole('list', {
      name: 'When capacity runs out',
    });
    expect(within(list).getByRole('listitem')).toHaveTextContent(
      'vCPU1,200 of 2,976 allocatedIt is full in about 18 days.Along a straight line, from 90 days of history; on 28 days kept from it that was off by 1.2 % of deliverable on average.',
    );
    expect(await screen.findByText(/\(3\.9 × total\)/)).toBeInTheDocument();
    expect(screen.getByText('not measured')).toBeInTheDocument();
  });

  it('says of a forecast that not all of its history was measured', async () => {
    const methods = answers();
    methods.getCapacityForecast.mockResolvedValueOnce({
      items: [aForecast({ reconstructedBefore: '2026-06-28T10:00:00.000Z' })],
      errors: [],
    });
    renderInfra(<CapacityContent />, methods);
    expect(
      await screen.findByText(/90 days of history, not all of it measured; on/),
    ).toBeInTheDocument();
  });

  it('asks for the history of what is chosen, of one provider where one is', async () => {
    const methods = answers();
    renderInfra(<CapacityContent />, methods, {
      path: '/infra/capacity',
      at: '/infra/capacity?of=machines&provider=os-eu1&range=7d',
    });
    await screen.findByText(/It is full in about/);
    const [asked] = methods.getCapacityHistory.mock.lastCall ?? [];
    expect(asked).toMatchObject({ class: 'machines', provider: ['os-eu1'] });
    const days = (Date.now() - Date.parse(asked?.from ?? '')) / 86_400_000;
    expect(Math.round(days)).toBe(7);
    expect(methods.getCapacityForecast.mock.lastCall?.[0]).toEqual({
      provider: ['os-eu1'],
    });
  });

  it('says what of the past was not measured, and when there is none', async () => {
    const methods = answers();
    methods.getCapacityHistory.mockResolvedValueOnce(
      aHistory({ reconstructedBefore: '2026-06-28T10:00:00.000Z' }),
    );
    const { unmount } = renderInfra(<CapacityContent />, methods);
    expect(
      await screen.findByText(/Before 28 Jun 2026.* nothing was measured/),
    ).toBeInTheDocument();
    unmount();

    methods.getCapacityHistory.mockResolvedValueOnce(aHistory({ points: [] }));
    renderInfra(<CapacityContent />, methods);
    expect(await screen.findByText('No history yet')).toBeInTheDocument();
  });

  it('says who may see single hosts to who may not', async () => {
    renderInfra(<CapacityContent />, {
      ...answers({ hosts: null }),
    });
    expect(await screen.findByText(/infra.estate.read/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Pool' })).toBeNull();
    expect(
      screen.queryByRole('table', { name: 'Capacity by host' }),
    ).toBeNull();
  });

  it('shows stale figures beside the reason', async () => {
    renderInfra(<CapacityContent />, {
      ...answers({
        providers: [aCapacityPart({ stale: true, status: 'unreachable' })],
        errors: [{ provider: 'os-eu1', message: 'It times out.', since: null }],
      }),
    });
    expect(await screen.findByText(/It times out/)).toBeInTheDocument();
    const providers = screen.getByRole('table', {
      name: 'Capacity by provider',
    });
    expect(within(providers).getByText('Stale')).toBeInTheDocument();
  });

  it('says when no provider was read yet', async () => {
    renderInfra(<CapacityContent />, {
      ...answers({ providers: [], hosts: { total: 0, up: 0 } }),
    });
    expect(await screen.findByText('No capacity yet')).toBeInTheDocument();
  });

  it('says that it loads', async () => {
    renderInfra(<CapacityContent />, { getCapacity: never });
    expect(
      await screen.findByRole('status', { name: 'Loading the capacity' }),
    ).toBeInTheDocument();
  });

  it('says plainly why nothing can be shown', async () => {
    renderInfra(<CapacityContent />, { getCapacity: unavailable });
    expect(
      await screen.findByText('Could not load the capacity'),
    ).toBeInTheDocument();
  });

  it('tells who may not see capacity so', async () => {
    renderInfra(<CapacityContent />, { getCapacity: denied });
    expect(
      await screen.findByText('You may not see the capacity'),
    ).toBeInTheDocument();
  });
});
