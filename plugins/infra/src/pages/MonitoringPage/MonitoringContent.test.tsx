import type {
  DiscoveryState,
  DiscoveryToken,
  InfraClient,
} from '@ironstage/plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { denied, unavailable } from '../../testing/errors';
import { aProject, aUsage } from '../../testing/factories';
import { MonitoringContent } from './MonitoringContent';
import { prometheusJob } from './prometheusJob';

const token: DiscoveryToken = {
  id: 'tok-1',
  scope: 'estate',
  name: 'Prometheus of eu1',
  createdBy: 'user:default/rui',
  createdAt: '2026-12-01T08:00:00.000Z',
  lastUsedAt: null,
};

const state = (changes: Partial<DiscoveryState> = {}): DiscoveryState => ({
  scope: 'estate',
  targets: 1234,
  jobs: { node: 1230, dcgm: 4 },
  notRunning: { count: 30, some: [{ ref: 'instance:p/1', name: 'off-1' }] },
  withoutAddress: { count: 0, some: [] },
  waitingFor: [],
  ...changes,
});

function show(
  methods: Partial<InfraClient> = {},
  options: { at?: string; without?: string[] } = {},
) {
  const getDiscovery = jest.fn(async (scope: string) => state({ scope }));
  renderInfra(
    <MonitoringContent />,
    {
      listProjects: async () => ({
        items: [{ ...aProject({ name: 'payments-dev' }), usage: aUsage() }],
        total: 1,
        errors: [],
      }),
      listDiscoveryTokens: async () => ({ items: [token] }),
      getDiscovery,
      ...methods,
    },
    options,
  );
  return { getDiscovery };
}

describe('the page about monitoring', () => {
  it('says how many targets there are, and what is none and why', async () => {
    show();
    expect(await screen.findByText('1,234')).toBeInTheDocument();
    expect(screen.getByText('Job dcgm')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'off-1' })).toBeInTheDocument();
    const row = (await screen.findByText('Prometheus of eu1')).closest('tr')!;
    expect(within(row).getByText('Whole estate')).toBeInTheDocument();
    expect(within(row).getByText('Never')).toBeInTheDocument();
  });

  it('shows a secret once, with what to write into the configuration', async () => {
    const createDiscoveryToken = jest.fn(async () => ({
      token: { ...token, scope: 'project:payments-dev', name: 'Mine' },
      secret: 'isd_secret',
    }));
    show({ createDiscoveryToken }, { at: '/?scope=project:payments-dev' });
    await userEvent.type(
      await screen.findByLabelText('Which Prometheus is it for?'),
      'Mine',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Make a token' }));
    expect(createDiscoveryToken).toHaveBeenCalledWith({
      scope: 'project:payments-dev',
      name: 'Mine',
    });
    expect(
      await screen.findByLabelText('Secret of the new token'),
    ).toHaveTextContent('isd_secret');
    expect(
      screen.getByLabelText('Configuration of Prometheus'),
    ).toHaveTextContent('targets/project%3Apayments-dev');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText('isd_secret')).not.toBeInTheDocument();
  });

  it('takes a token back when it is said twice', async () => {
    const revokeDiscoveryToken = jest.fn(async () => token);
    show({ revokeDiscoveryToken });
    const revoke = { name: 'Revoke Prometheus of eu1' };
    await userEvent.click(await screen.findByRole('button', revoke));
    expect(revokeDiscoveryToken).not.toHaveBeenCalled();
    await userEvent.click(
      screen.getByRole('button', { name: 'Revoke Prometheus of eu1 now' }),
    );
    await waitFor(() =>
      expect(revokeDiscoveryToken).toHaveBeenCalledWith('tok-1'),
    );
  });

  it('warns while Prometheus is told nothing', async () => {
    show({ getDiscovery: async () => state({ waitingFor: ['os-eu2'] }) });
    expect(await screen.findByText(/os-eu2/)).toHaveTextContent(
      'keeps the targets that it has',
    );
  });

  it('speaks of her own projects to who may not see the estate', async () => {
    const { getDiscovery } = show({}, { without: ['infra.estate.read'] });
    await screen.findByText('1,234');
    expect(getDiscovery).toHaveBeenCalledWith(
      'project:payments-dev',
      expect.anything(),
    );
  });

  it('says what to do for who has nothing', async () => {
    show(
      { listProjects: async () => ({ items: [], total: 0, errors: [] }) },
      { without: ['infra.estate.read'] },
    );
    expect(
      await screen.findByText('Nothing to monitor yet'),
    ).toBeInTheDocument();
  });

  it.each([
    ['refused', denied],
    ['unavailable', unavailable],
  ])('has plain words where targets are %s', async (_, getDiscovery) => {
    show({ getDiscovery });
    expect(await screen.findByRole('alert')).toBeInTheDocument();
    expect(screen.queryByText('Job node')).not.toBeInTheDocument();
  });

  it('says that it is on its way', async () => {
    show({ listProjects: never });
    expect(
      await screen.findByRole('status', { name: 'Loading the projects' }),
    ).toBeInTheDocument();
  });
});

it('writes the job of Prometheus with an address that is quoted', () => {
  expect(prometheusJob('https://portal.example', 'estate')).toContain(
    'url: "https://portal.example/api/infra/v1/monitoring/targets/estate"',
  );
});
