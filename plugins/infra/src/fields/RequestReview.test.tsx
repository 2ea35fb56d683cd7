import { screen } from '@testing-library/react';
import { aProvider } from '../testing/factories';
import { renderInfra } from '../__testUtils__/renderInfra';
import { RequestReview } from './RequestReview';

const titled = (titles: Record<string, string>) => ({
  title: 'Page',
  uiSchema: {},
  mergedSchema: {},
  schema: {
    properties: Object.fromEntries(
      Object.entries(titles).map(([name, title]) => [name, { title }]),
    ),
  },
});

describe('RequestReview', () => {
  it('shows what is asked for by titles, and keys by what they are recognised by', async () => {
    renderInfra(
      <RequestReview
        formState={{
          team: 'group:default/payments',
          provider: 'os-eu1',
          model: 'nvidia-h100-sxm5-80gb',
          leaseDays: 1,
          sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA dana@laptop',
          network: undefined,
        }}
        schemas={[titled({ team: 'Team', provider: 'Cloud', model: 'GPU' })]}
      />,
      {
        listProviders: async () => ({
          items: [aProvider({ id: 'os-eu1', title: 'OpenStack EU 1' })],
        }),
      },
    );
    expect(await screen.findByText('OpenStack EU 1')).toBeInTheDocument();
    expect(screen.getByText('Cloud')).toBeInTheDocument();
    expect(screen.getByText('NVIDIA H100 SXM5 80 GB')).toBeInTheDocument();
    expect(screen.getByText(/^1 day, until /)).toBeInTheDocument();
    expect(
      screen.getByText('ssh-ed25519 …NTE5AAAA dana@laptop'),
    ).toBeInTheDocument();
    expect(screen.queryByText('group:default/payments')).toBeNull();
    expect(screen.queryByText('Network')).toBeNull();
  });

  it('keeps to the order in which the form asks, whatever was filled in first', async () => {
    renderInfra(
      <RequestReview
        formState={{ count: 1, model: 'a100', name: 'train-1' }}
        schemas={[titled({ name: 'Name', model: 'GPU' })]}
      />,
      { listProviders: async () => ({ items: [] }) },
    );
    await screen.findByText('train-1');
    expect(screen.getAllByRole('term').map(term => term.textContent)).toEqual([
      'Name',
      'GPU',
      'Number of GPUs',
    ]);
  });
});
