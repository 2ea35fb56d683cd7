import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { denied } from '../../testing/errors';
import { anApproval, anOperation } from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { ApprovalsContent } from './ApprovalsContent';

const at = { path: '/infra/approvals', at: '/infra/approvals' };
const waiting = (id: string) =>
  anOperation({
    id,
    title: `Request ${id}`,
    state: 'pending_approval',
    approval: anApproval(),
  });
const page = (...ids: string[]) => ({
  items: ids.map(waiting),
  total: ids.length,
  errors: [],
});

describe('ApprovalsContent', () => {
  it('lists what waits for the reader, with why and how the matter stands', async () => {
    const asked = waiting('b');
    asked.approval!.questions = [
      {
        by: 'user:default/amira',
        at: '2026-11-01T10:00:00.000Z',
        text: 'Why?',
        answer: null,
      },
    ];
    renderInfra(
      <ApprovalsContent />,
      {
        listApprovals: async () => ({
          items: [waiting('a'), asked],
          total: 2,
          errors: [],
        }),
      },
      at,
    );
    const table = await screen.findByRole('table', { name: 'Waiting for you' });
    expect(table).toHaveTextContent('More than 2 GPUs were asked for (4).');
    expect(table).toHaveTextContent('Asked back, not answered yet');
    expect(
      within(table).getByRole('link', { name: 'Request a' }),
    ).toHaveAttribute('href', '/infra/operations/a');
    expect(screen.getByText('Waiting for you: 2')).toBeInTheDocument();
  });

  it('decides about several, and tells what became of each', async () => {
    const listApprovals = jest
      .fn()
      .mockResolvedValueOnce(page('a', 'b', 'c'))
      .mockResolvedValue(page('c'));
    const decideApprovals = jest.fn(async () => ({
      items: [
        { id: 'a', state: 'queued' as const, message: null },
        { id: 'b', state: null, message: 'Somebody was faster' },
      ],
    }));
    renderInfra(<ApprovalsContent />, { listApprovals, decideApprovals }, at);
    await userEvent.click(await screen.findByLabelText('Choose: Request a'));
    await userEvent.click(screen.getByLabelText('Choose: Request b'));
    const group = screen.getByRole('group');
    expect(group).toHaveTextContent('2 chosen');
    await userEvent.click(
      within(group).getByRole('button', { name: 'Approve' }),
    );

    expect(decideApprovals).toHaveBeenCalledWith({
      ids: ['a', 'b'],
      approve: true,
      comment: '',
    });
    const told = await screen.findByRole('alert');
    expect(told).toHaveTextContent('1 approved, 1 not decided');
    expect(told).toHaveTextContent('Request b: Somebody was faster');
    await waitFor(() => expect(screen.queryByText('Request a')).toBeNull());
  });

  it('rejects nothing without a reason', async () => {
    const decideApprovals = jest.fn(async () => ({
      items: [{ id: 'a', state: 'rejected' as const, message: null }],
    }));
    renderInfra(
      <ApprovalsContent />,
      { listApprovals: async () => page('a'), decideApprovals },
      at,
    );
    await userEvent.click(
      await screen.findByLabelText('Choose all on this page'),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Reject' }));
    expect(
      await screen.findByText(/Say why they are rejected/),
    ).toBeInTheDocument();
    expect(decideApprovals).not.toHaveBeenCalled();
    await userEvent.keyboard('No room');
    await userEvent.click(screen.getByRole('button', { name: 'Reject' }));
    expect(decideApprovals).toHaveBeenCalledWith({
      ids: ['a'],
      approve: false,
      comment: 'No room',
    });
  });

  it('asks for what its address says', async () => {
    const listApprovals = jest.fn(async () => page());
    renderInfra(
      <ApprovalsContent />,
      { listApprovals },
      {
        ...at,
        at: '/infra/approvals?type=quota.change&project=payments-dev&page=1',
      },
    );
    expect(
      await screen.findByText('Nothing of that kind waits for you'),
    ).toBeInTheDocument();
    expect(listApprovals).toHaveBeenCalledWith(
      {
        type: ['quota.change'],
        project: ['payments-dev'],
        limit: 50,
        offset: 50,
      },
      expect.anything(),
    );
  });

  it('says that it loads', async () => {
    renderInfra(<ApprovalsContent />, { listApprovals: never }, at);
    expect(
      await screen.findByRole('status', { name: 'Loading what waits for you' }),
    ).toBeInTheDocument();
  });

  it('says that nothing waits', async () => {
    renderInfra(
      <ApprovalsContent />,
      { listApprovals: async () => page() },
      at,
    );
    expect(await screen.findByText('Nothing waits for you')).toBeVisible();
  });

  it('says who may not see it so', async () => {
    renderInfra(<ApprovalsContent />, { listApprovals: denied }, at);
    expect(
      await screen.findByText('You may not see what waits for you'),
    ).toBeInTheDocument();
  });
});
