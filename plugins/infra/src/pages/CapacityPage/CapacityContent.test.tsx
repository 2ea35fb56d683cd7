import { screen, within } from '@testing-library/react';
import { denied, unavailable } from '../../testing/errors';
import { aCapacity, aCapacityPart } from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { CapacityContent } from './CapacityContent';

// The chart draws SVG by sizes a test page does not have; its figures are in the table below it.
jest.mock('./CapacityChart', () => ({ CapacityChart: () => null }));

describe('CapacityContent', () => {
  it('shows every figure of each dimension, GPUs by model', async () => {
    renderInfra(<CapacityContent />, { getCapacity: async () => aCapacity() });
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
    renderInfra(<CapacityContent />, { getCapacity: async () => aCapacity() });
    const hosts = await screen.findByRole('table', {
      name: 'Capacity by host',
    });
    expect(
      within(hosts).getByRole('row', { name: /node-r1-01/ }),
    ).toHaveTextContent('44 %');
  });

  it('says who may see single hosts to who may not', async () => {
    renderInfra(<CapacityContent />, {
      getCapacity: async () => aCapacity({ hosts: null }),
    });
    expect(await screen.findByText(/infra.estate.read/)).toBeInTheDocument();
    expect(
      screen.queryByRole('table', { name: 'Capacity by host' }),
    ).toBeNull();
  });

  it('shows stale figures beside the reason', async () => {
    renderInfra(<CapacityContent />, {
      getCapacity: async () =>
        aCapacity({
          providers: [aCapacityPart({ stale: true, status: 'unreachable' })],
          errors: [
            { provider: 'os-eu1', message: 'It times out.', since: null },
          ],
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
      getCapacity: async () => aCapacity({ providers: [], hosts: [] }),
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
