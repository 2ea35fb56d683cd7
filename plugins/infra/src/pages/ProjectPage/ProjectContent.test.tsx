import { vector } from '@ironstage/plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DateTime } from 'luxon';
import { formatDay } from '../../lib/format';
import { notFound } from '../../testing/errors';
import {
  aLease,
  aPolicy,
  anInstance,
  anOperation,
  aProjectDetails,
  aProvider,
  aUsage,
  daysFromNow,
} from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { ProjectContent } from './ProjectContent';

const at = {
  path: '/infra/projects/:name',
  at: '/infra/projects/payments-dev',
};
const rest = {
  listQuotaChanges: async () => ({ items: [], total: 0, errors: [] }),
  listResources: async () => ({
    items: [anInstance({ name: 'checkout-1' })],
    total: 1,
    totalIsExact: true,
    next: null,
    errors: [],
  }),
  listOperations: async () => ({
    items: [anOperation({ id: 'op-1', title: 'Provision VM checkout-1' })],
    total: 1,
    totalIsExact: true,
    next: null,
    errors: [],
  }),
};

const answers = {
  ...rest,
  getProject: async () => aProjectDetails(),
  getPolicy: async () => aPolicy(),
};
const noProblems = {
  problems: [],
  title: null,
  project: 'payments-dev',
  takes: null,
  approvalReasons: ['A higher quota is granted by an approver.'],
};

describe('ProjectContent', () => {
  it('asks for another quota, with what the portal says to it before', async () => {
    const submitOperation = jest.fn(async () =>
      anOperation({ state: 'pending_approval' }),
    );
    renderInfra(
      <ProjectContent />,
      { ...answers, checkOperation: async () => noProblems, submitOperation },
      at,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change the quota' }),
    );
    const form = await screen.findByRole('dialog');
    const send = within(form).getByRole('button', { name: 'Ask for it' });
    const vcpus = within(form).getByRole('textbox', { name: 'vCPU' });
    await userEvent.clear(vcpus);
    await userEvent.type(vcpus, '64');
    expect(within(form).getByText('It is 40 now.')).toBeInTheDocument();
    expect(
      await within(form).findByText(/Somebody else has to approve it/),
    ).toBeInTheDocument();
    expect(send).toBeDisabled();

    await userEvent.type(
      within(form).getByRole('textbox', { name: /What it is for/ }),
      'Two more shops go live',
    );
    await userEvent.click(send);

    expect(submitOperation).toHaveBeenCalledWith(
      'quota.change',
      {
        project: 'payments-dev',
        vcpus: 64,
        reason: 'Two more shops go live',
      },
      { idempotencyKey: expect.any(String) },
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says why a quota can not be as small, and sends nothing', async () => {
    const message = 'payments-dev has or has reserved 22 vCPUs';
    renderInfra(
      <ProjectContent />,
      {
        ...answers,
        checkOperation: async () => ({
          ...noProblems,
          problems: [{ field: null, message, class: 'policy' as const }],
        }),
      },
      at,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change the quota' }),
    );
    const form = await screen.findByRole('dialog');
    const vcpus = within(form).getByRole('textbox', { name: 'vCPU' });
    await userEvent.clear(vcpus);
    await userEvent.type(vcpus, '1');
    await userEvent.type(
      within(form).getByRole('textbox', { name: /What it is for/ }),
      'We have no use for it',
    );
    expect(await within(form).findByText(message)).toBeInTheDocument();
    expect(
      within(form).getByRole('button', { name: 'Ask for it' }),
    ).toBeDisabled();
  });

  it('offers no other quota to who may not ask for one', async () => {
    renderInfra(<ProjectContent />, answers, {
      ...at,
      without: ['infra.quota.request'],
    });
    await screen.findByRole('meter', { name: 'vCPU' });
    expect(
      screen.queryByRole('button', { name: 'Change the quota' }),
    ).toBeNull();
  });

  it('shows how the quota changed, who agreed and what the cloud says', async () => {
    renderInfra(
      <ProjectContent />,
      {
        ...answers,
        listQuotaChanges: async () => ({
          items: [
            {
              project: 'payments-dev',
              at: daysFromNow(-2),
              requester: 'user:default/dana',
              decidedBy: ['user:default/amira'],
              reason: 'Two more shops',
              operationId: 'op-7',
              before: vector({ vcpus: 20 }),
              after: vector({ vcpus: 40 }),
              readBack: [
                { provider: 'os-eu1', message: 'It keeps all of them.' },
              ],
            },
          ],
          total: 1,
          errors: [],
        }),
      },
      at,
    );
    await userEvent.click(await screen.findByText(/It changed once/));
    const table = screen.getByRole('table', { name: 'Changes of the quota' });
    expect(table).toHaveTextContent('vCPU 20 → 40');
    expect(table).toHaveTextContent('Two more shops');
    expect(table).toHaveTextContent('os-eu1: It keeps all of them.');
    expect(within(table).getByRole('link', { name: /vCPU/ })).toHaveAttribute(
      'href',
      '/infra/operations/op-7',
    );
  });

  it('shows what is used and reserved of the quota', async () => {
    renderInfra(
      <ProjectContent />,
      { ...rest, getProject: async () => aProjectDetails() },
      at,
    );
    expect(await screen.findByRole('meter', { name: 'vCPU' })).toHaveAttribute(
      'aria-valuetext',
      '18 used, 4 reserved of 40 quota',
    );
    expect(screen.getByRole('meter', { name: 'vCPU' })).toHaveAttribute(
      'aria-valuenow',
      '55',
    );
  });

  it('shows GPUs of the quota by model', async () => {
    renderInfra(
      <ProjectContent />,
      {
        ...rest,
        getProject: async () =>
          aProjectDetails({
            usage: aUsage({
              quota: vector({ gpus: { a100: 4 } }),
              used: vector({ gpus: { a100: 1 } }),
              reserved: vector(),
            }),
          }),
      },
      at,
    );
    expect(
      await screen.findByRole('meter', { name: 'GPU a100' }),
    ).toHaveAttribute('aria-valuetext', '1 used of 4 quota');
  });

  it('lists instances, leases and operations', async () => {
    renderInfra(
      <ProjectContent />,
      {
        ...rest,
        getProject: async () =>
          aProjectDetails({
            leases: [
              aLease({ name: 'later', endsAt: daysFromNow(20.5) }),
              aLease({
                ref: 'instance:os-eu1/ended',
                name: 'ended',
                state: 'grace',
                endsAt: daysFromNow(-1),
              }),
            ],
          }),
      },
      at,
    );
    const leases = await screen.findByRole('table', { name: 'Leases' });
    const rows = within(leases).getAllByRole('row').slice(1);
    expect(rows[0]).toHaveTextContent(/ended.*Grace.*kept until/);
    expect(rows[1]).toHaveTextContent(/later.*20 days left/);
    expect(
      await screen.findByRole('link', { name: 'checkout-1' }),
    ).toHaveAttribute('href', expect.stringContaining('/infra/inventory?'));
    expect(
      await screen.findByRole('link', { name: 'Provision VM checkout-1' }),
    ).toHaveAttribute('href', '/infra/operations/op-1');
  });

  it('leads to the golden paths with the project filled in', async () => {
    renderInfra(
      <ProjectContent />,
      { ...rest, getProject: async () => aProjectDetails() },
      at,
    );
    const link = await screen.findByRole('link', { name: 'Request a GPU' });
    const { pathname, searchParams } = new URL(
      link.getAttribute('href') ?? '',
      'http://portal',
    );
    expect(pathname).toBe('/create/templates/default/request-gpu');
    expect(JSON.parse(searchParams.get('formData') ?? '')).toEqual({
      project: 'payments-dev',
    });
  });

  it('marks usage that may be out of date', async () => {
    renderInfra(
      <ProjectContent />,
      {
        ...rest,
        getProject: async () =>
          aProjectDetails({
            usage: aUsage({ stale: ['os-us1'] }),
            errors: [
              {
                provider: 'os-us1',
                message: 'It times out.',
                since: daysFromNow(-1),
              },
            ],
          }),
      },
      at,
    );
    expect(await screen.findByText('Stale')).toBeInTheDocument();
    expect(
      screen.getByText('os-us1 can not be read right now'),
    ).toBeInTheDocument();
  });

  it('says when there is no such project', async () => {
    renderInfra(<ProjectContent />, { ...rest, getProject: notFound }, at);
    expect(
      await screen.findByText('Could not find the project payments-dev'),
    ).toBeInTheDocument();
  });

  it('says that it loads', async () => {
    renderInfra(<ProjectContent />, { ...rest, getProject: never }, at);
    expect(
      await screen.findByRole('status', {
        name: 'Loading the project payments-dev',
      }),
    ).toBeInTheDocument();
  });

  it('calls the cloud it is at by its title', async () => {
    renderInfra(
      <ProjectContent />,
      {
        ...rest,
        listProviders: async () => ({
          items: [aProvider({ id: 'os-eu1', title: 'OpenStack EU 1' })],
        }),
        getProject: async () => aProjectDetails(),
      },
      at,
    );
    expect(await screen.findByText(/at OpenStack EU 1/)).toBeInTheDocument();
  });

  it('keeps the actions of an instance in sight in a narrow window', async () => {
    renderInfra(
      <ProjectContent />,
      {
        ...rest,
        listProviders: async () => ({ items: [aProvider()] }),
        getProject: async () => aProjectDetails(),
      },
      at,
    );
    const actions = await screen.findByRole('button', {
      name: 'Actions of checkout-1',
    });
    expect(actions.closest('td')).toHaveStyle({ position: 'sticky' });
  });

  it('asks at once how much longer something is kept, when a reminder leads there, and shows until when', async () => {
    const lease = aLease({ name: 'checkout-1', endsAt: daysFromNow(2) });
    const submitOperation = jest.fn(async () => anOperation({ id: 'op-9' }));
    renderInfra(
      <ProjectContent />,
      {
        ...rest,
        getProject: async () => aProjectDetails({ leases: [lease] }),
        listProviders: async () => ({ items: [aProvider()] }),
        checkOperation: async () => ({
          problems: [],
          title: 'Fine',
          project: 'payments-dev',
          takes: null,
          approvalReasons: [],
        }),
        submitOperation,
      },
      { ...at, at: `${at.at}?extend=${encodeURIComponent(lease.ref)}` },
    );
    const shown = within(await screen.findByRole('dialog'));
    const then = DateTime.fromISO(lease.endsAt).plus({ hours: 7 * 24 });
    expect(
      shown.getByText(
        `Its lease ends on ${formatDay(
          lease.endsAt,
        )}; with this on ${then.toFormat('d LLL yyyy, HH:mm')}`,
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      await shown.findByRole('button', { name: 'Extend the lease' }),
    );
    await waitFor(() =>
      expect(submitOperation).toHaveBeenCalledWith(
        'lease.extend',
        { ref: lease.ref, days: 7 },
        expect.anything(),
      ),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('lets a deletion be taken back, while it is kept', async () => {
    const lease = aLease({
      name: 'checkout-1',
      state: 'grace',
      endsAt: daysFromNow(20),
      graceEndsAt: daysFromNow(1),
    });
    const submitOperation = jest.fn(async () => anOperation({ id: 'op-9' }));
    renderInfra(
      <ProjectContent />,
      {
        ...rest,
        getProject: async () => aProjectDetails({ leases: [lease] }),
        checkOperation: async () => ({
          problems: [],
          title: 'Fine',
          project: 'payments-dev',
          takes: null,
          approvalReasons: [],
        }),
        submitOperation,
      },
      at,
    );
    expect(
      await screen.findByText(
        `deleted; stopped, and kept until ${formatDay(lease.graceEndsAt)}`,
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Undo the deletion of checkout-1' }),
    );
    const asking = within(await screen.findByRole('dialog'));
    await userEvent.click(
      asking.getByRole('button', { name: 'Undo the deletion' }),
    );
    await waitFor(() =>
      expect(submitOperation).toHaveBeenCalledWith(
        'instance.undelete',
        { ref: lease.ref },
        expect.anything(),
      ),
    );
  });
});
