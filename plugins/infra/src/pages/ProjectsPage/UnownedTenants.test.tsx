import { vector, type Tenant } from '@ironstage/plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInfra } from '../../__testUtils__/renderInfra';
import { anOperation, aPolicy } from '../../testing/factories';
import { UnownedTenants } from './UnownedTenants';

const tenant = (name: string, more: Partial<Tenant> = {}): Tenant => ({
  ref: `project:os-eu1/${name}`,
  provider: 'os-eu1',
  externalId: `id-${name}`,
  name,
  instances: 2,
  holds: vector({ vcpus: 8, instances: 2 }),
  suggestion: { team: 'payments', environment: 'dev' },
  ...more,
});

function show(items: Tenant[], submitOperation = jest.fn()) {
  renderInfra(<UnownedTenants />, {
    listTenants: async () => ({ items, total: items.length, errors: [] }),
    getPolicy: async () => aPolicy(),
    checkOperation: async () => ({
      problems: [],
      approvalReasons: ['An approver gives it.'],
      takes: null,
      title: null,
    }),
    submitOperation,
  } as never);
  return submitOperation;
}

it('shows nothing to who has nothing to take over', async () => {
  show([]);
  await waitFor(() => expect(screen.queryByText(/loading/i)).toBeNull());
  expect(screen.queryByText('There before the portal')).toBeNull();
});

it('takes one over for the team that it is named like', async () => {
  const submit = show(
    [tenant('payments-dev')],
    jest.fn(async () => anOperation({ state: 'pending_approval' })),
  );
  await userEvent.click(
    await screen.findByRole('button', { name: 'Take over' }),
  );
  const dialog = await screen.findByRole('dialog', {
    name: 'Take over payments-dev',
  });
  expect(
    await within(dialog).findByText(/An approver gives it/),
  ).toBeInTheDocument();
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Take it over' }),
  );
  await waitFor(() =>
    expect(submit).toHaveBeenCalledWith(
      'project.adopt',
      {
        provider: 'os-eu1',
        tenant: 'id-payments-dev',
        team: 'group:default/payments',
        environment: 'dev',
      },
      expect.anything(),
    ),
  );
});

it('takes over many as their names tell, and says what became of each', async () => {
  const submit = show(
    [
      tenant('payments-dev'),
      tenant('payments-prod'),
      tenant('service', { suggestion: null }),
    ],
    jest
      .fn()
      .mockResolvedValueOnce(anOperation({ state: 'queued' }))
      .mockRejectedValueOnce(new Error('Somebody has just taken it over.')),
  );
  await userEvent.click(
    await screen.findByRole('checkbox', {
      name: 'All that are named like a team',
    }),
  );
  await userEvent.click(
    screen.getByRole('button', { name: 'Take over 2 as their names tell' }),
  );
  expect(
    await screen.findByText('1 taken over, 1 not taken over'),
  ).toBeInTheDocument();
  expect(
    screen.getByText('payments-prod: Somebody has just taken it over.'),
  ).toBeInTheDocument();
  expect(submit).toHaveBeenCalledTimes(2);
});
