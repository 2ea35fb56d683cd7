import type { ProviderHealth } from '@ironstage/plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { unavailable } from '../../testing/errors';
import { aProvider, minutesFromNow } from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { ProvidersContent } from './ProvidersContent';

const service = (overrides: Partial<ProviderHealth['services'][number]>) => ({
  name: 'worker',
  host: 'c1',
  zone: null,
  state: 'up' as const,
  detail: null,
  lastSeenAt: null,
  ...overrides,
});
const health = (services: ProviderHealth['services']): ProviderHealth => ({
  provider: 'os-eu1',
  version: '27.1',
  services,
  problems: [],
  checkedAt: minutesFromNow(-2),
  error: null,
});
const watched = aProvider({
  title: 'Alpha',
  capabilities: ['inventory', 'health'],
});
const list = (...items: ReturnType<typeof aProvider>[]) => ({
  listProviders: jest.fn(async () => ({ items })),
});
const section = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe('the providers', () => {
  it('tell what the last reading left out, and when nobody has read them for long', async () => {
    renderInfra(
      <ProvidersContent />,
      list(
        aProvider({
          title: 'Alpha',
          state: 'stale',
          message: 'Nobody has read it for 20 minutes.',
          skipped: [
            {
              kind: 'volume',
              count: 2,
              problems: ['Volume v-1 is attached to a host.'],
            },
            { kind: 'machine', count: 1, problems: ['r1-n01 has no name.'] },
          ],
        }),
      ),
    );
    const alpha = await section('Alpha');
    expect(alpha.getByText('Stale')).toBeInTheDocument();
    expect(alpha.getByText(/^The last reading left out 3 rows/)).toBeVisible();
    expect(alpha.getByText('Volume, 2:')).toBeInTheDocument();
    expect(
      alpha.getByText('Volume v-1 is attached to a host.'),
    ).toBeInTheDocument();
    expect(alpha.getByText('r1-n01 has no name.')).toBeInTheDocument();
  });

  it('tell what somebody has to look at first, and the rest on demand', async () => {
    renderInfra(<ProvidersContent />, {
      ...list(watched),
      getProviderHealth: async () =>
        health([
          service({ name: 'api' }),
          service({ name: 'agent', state: 'down', detail: 'No report' }),
          service({ name: 'scheduler', state: 'disabled' }),
        ]),
    });
    const alpha = await section('Alpha');
    expect(
      await alpha.findByText('1 down, 1 disabled, 1 up'),
    ).toBeInTheDocument();
    const names = () =>
      alpha.getAllByRole('rowheader').map(cell => cell.textContent);
    expect(names()).toEqual(['agent']);
    expect(alpha.getByText('No report')).toBeInTheDocument();
    await userEvent.click(
      alpha.getByRole('button', { name: 'Show all 3 services' }),
    );
    expect(names()).toEqual(['agent', 'scheduler', 'api']);
  });

  it('say that all is well without a table', async () => {
    renderInfra(<ProvidersContent />, {
      ...list(watched),
      getProviderHealth: async () => health([service({})]),
    });
    const alpha = await section('Alpha');
    expect(
      await alpha.findByText(/^Nothing that somebody/),
    ).toBeInTheDocument();
    expect(alpha.queryByRole('table')).toBeNull();
  });

  it('keep the last answer beside why there is none since', async () => {
    renderInfra(<ProvidersContent />, {
      ...list(watched),
      getProviderHealth: async () => ({
        ...health([service({ name: 'agent', state: 'down' })]),
        error: 'Alpha can not be reached.',
      }),
    });
    const alpha = await section('Alpha');
    expect(
      await alpha.findByText(
        'Alpha can not be reached. What is shown is from 2 minutes ago.',
      ),
    ).toBeInTheDocument();
    expect(alpha.getByRole('rowheader')).toHaveTextContent('agent');
  });

  it('say which parts could not be asked, and why nothing could', async () => {
    renderInfra(<ProvidersContent />, {
      ...list(watched, { ...watched, id: 'b', title: 'Beta' }),
      getProviderHealth: async id =>
        id === 'b'
          ? unavailable()
          : {
              ...health([service({})]),
              problems: ['The volume service is silent.'],
            },
    });
    const alpha = await section('Alpha');
    expect(
      await alpha.findByText('The volume service is silent.'),
    ).toBeInTheDocument();
    expect(alpha.queryByText(/^Nothing that somebody/)).toBeNull();
    const beta = await section('Beta');
    expect(
      await beta.findByText('The inventory is being moved.'),
    ).toBeInTheDocument();
  });

  it('keep their inner life from who may not see the estate, and buttons from who may not read', async () => {
    const getProviderHealth = jest.fn(never);
    renderInfra(
      <ProvidersContent />,
      { ...list(watched), getProviderHealth },
      { without: ['infra.estate.read', 'infra.provider.sync'] },
    );
    const alpha = await section('Alpha');
    await waitFor(() => expect(alpha.queryByRole('button')).toBeNull());
    expect(alpha.queryByText('Services')).toBeNull();
    expect(getProviderHealth).not.toHaveBeenCalled();
  });

  it('say that there are none, with the way to have one', async () => {
    renderInfra(<ProvidersContent />, list());
    expect(await screen.findByText('No providers yet')).toBeInTheDocument();
  });
});
