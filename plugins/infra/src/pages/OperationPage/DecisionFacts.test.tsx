import {
  GiB,
  vector,
  type DecisionContext,
} from '@ironstage/plugin-infra-common';
import { screen, within } from '@testing-library/react';
import { notFound } from '../../testing/errors';
import { aProvider, aUsage } from '../../testing/factories';
import { renderInfra } from '../../__testUtils__/renderInfra';
import { DecisionFacts } from './DecisionFacts';

const takes = vector({ vcpus: 8, memoryBytes: 32 * GiB, gpus: { a100: 1 } });
const context = (more: Partial<DecisionContext> = {}): DecisionContext => ({
  id: 'op-1',
  at: '2026-11-01T10:00:00.000Z',
  takes,
  room: {
    provider: 'os-eu1',
    deliverable: vector({ vcpus: 100, gpus: { a100: 8 } }),
    before: vector({ vcpus: 4, gpus: { a100: 4 } }),
    after: vector({ vcpus: -4, gpus: { a100: 3 } }),
    hosts: 1,
  },
  usage: aUsage(),
  quota: null,
  granted: null,
  price: { currency: 'EUR', monthly: 654.8, whole: 452.1 },
  history: {
    project: {
      counts: { rejected: 2 },
      recent: [
        {
          id: 'op-0',
          title: 'Grant 8 × a100',
          state: 'rejected',
          createdAt: '2026-10-01T10:00:00.000Z',
        },
      ],
    },
    requester: { counts: {}, recent: [] },
  },
  ...more,
});

function show(value: () => Promise<DecisionContext>) {
  renderInfra(<DecisionFacts id="op-1" />, {
    getDecision: value,
    listProviders: async () => ({
      items: [aProvider({ id: 'os-eu1', title: 'OpenStack EU 1' })],
    }),
  });
}

describe('DecisionFacts', () => {
  it('shows size, room before and after, quota, price and history', async () => {
    show(async () => context());
    const room = await screen.findByRole('table', { name: 'Room' });
    const row = (name: RegExp) => within(room).getByRole('row', { name });
    expect(row(/vCPU/)).toHaveTextContent('vCPU84-4100');
    expect(row(/a100/)).toHaveTextContent('GPU a1001438');
    // nothing is said of what it takes nothing of
    expect(within(room).queryByText('Storage')).toBeNull();
    expect(screen.getByText(/One host has/)).toBeInTheDocument();
    expect(screen.getByRole('table', { name: 'Quota' })).toHaveTextContent(
      'vCPU4018418',
    );
    expect(
      screen.getByText('452.10 EUR until it ends (654.80 EUR a month)'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/2 rejected in the last 90 days/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Grant 8 × a100' }),
    ).toHaveAttribute('href', '/infra/operations/op-0');
  });

  it('shows a quota before and after, against what is granted to all', async () => {
    show(async () =>
      context({
        takes: vector({ vcpus: 30 }),
        quota: { before: vector({ vcpus: 10 }), after: vector({ vcpus: 40 }) },
        granted: vector({ vcpus: 60 }),
        price: null,
      }),
    );
    const granted = await screen.findByRole('table', {
      name: 'What is granted',
    });
    expect(granted).toHaveTextContent('vCPU10046090');
    expect(screen.getByRole('table', { name: 'Quota' })).toHaveTextContent(
      'vCPU221040',
    );
    expect(screen.getByText('There is no rate card.')).toBeInTheDocument();
  });

  it('says when it can not be had', async () => {
    show(notFound);
    expect(
      await screen.findByText('Could not find what there is to know'),
    ).toBeInTheDocument();
  });
});
