import { InfraApiError } from '@ironstage/plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { denied } from '../../testing/errors';
import {
  anApproval,
  anEvent,
  anOperation,
  aProvider,
  aResource,
  aStep,
} from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { OperationContent } from './OperationContent';

const at = { path: '/infra/operations/:id', at: '/infra/operations/op-1' };
const waiting = () =>
  anOperation({
    id: 'op-1',
    state: 'pending_approval',
    approval: anApproval(),
    actions: ['approve', 'reject'],
  });

describe('OperationContent', () => {
  it('shows each step with what it did and how long it took', async () => {
    renderInfra(
      <OperationContent />,
      {
        getOperation: async () =>
          anOperation({
            steps: [
              aStep({
                title: 'Create the server',
                attempts: 2,
                message: 'It is up',
                startedAt: '2026-11-01T10:00:00Z',
                finishedAt: '2026-11-01T10:01:20Z',
              }),
            ],
          }),
      },
      at,
    );
    const steps = await screen.findByRole('region', { name: 'Steps' });
    expect(within(steps).getByText('It is up')).toBeInTheDocument();
    expect(steps).toHaveTextContent('done · 1 min 20 s · 2 attempts');
  });

  it('shows the latest of a long history, and all of it when asked', async () => {
    const events = Array.from({ length: 20 }, (_, seq) =>
      anEvent({ seq, message: `Event ${seq}` }),
    );
    renderInfra(
      <OperationContent />,
      { getOperation: async () => anOperation({ events }) },
      at,
    );
    const history = await screen.findByRole('list', { name: 'Events' });
    expect(within(history).getByText('Event 19')).toBeInTheDocument();
    expect(within(history).queryByText('Event 0')).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all 20 events' }),
    );
    expect(within(history).getByText('Event 0')).toBeInTheDocument();
  });

  it('shows why a decision is needed, whether it fits and until when', async () => {
    renderInfra(
      <OperationContent />,
      { getOperation: async () => waiting() },
      at,
    );
    const panel = await screen.findByRole('region', {
      name: 'A decision is needed',
    });
    expect(panel).toHaveTextContent('More than 2 GPUs were asked for (4).');
    expect(panel).toHaveTextContent('It fits: 6 of 8 a100 are free');
    expect(panel).toHaveTextContent('Decide by');
  });

  it('approves with the comment and then shows what holds', async () => {
    const getOperation = jest
      .fn()
      .mockResolvedValueOnce(waiting())
      .mockResolvedValue(anOperation({ id: 'op-1', state: 'queued' }));
    const approveOperation = jest.fn(async () => anOperation());
    renderInfra(<OperationContent />, { getOperation, approveOperation }, at);

    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Comment' }),
      'Fine',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));

    expect(approveOperation).toHaveBeenCalledWith('op-1', 'Fine');
    expect(await screen.findByText('Queued')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  it('rejects nothing without a reason, and leads to where it is given', async () => {
    const rejectOperation = jest.fn(async () => waiting());
    renderInfra(
      <OperationContent />,
      { getOperation: async () => waiting(), rejectOperation },
      at,
    );
    const button = await screen.findByRole('button', { name: 'Reject' });
    await userEvent.click(button);

    expect(await screen.findByText(/Say why it is rejected/)).toBeVisible();
    expect(screen.getByLabelText('Comment')).toHaveFocus();
    expect(rejectOperation).not.toHaveBeenCalled();

    await userEvent.keyboard('No room this week');
    await userEvent.click(button);
    expect(rejectOperation).toHaveBeenCalledWith('op-1', 'No room this week');
  });

  it('asks back, and shows what was asked, answered and agreed', async () => {
    const askOperation = jest.fn(async () => waiting());
    const said = {
      ...waiting(),
      actions: ['approve', 'reject', 'ask', 'delegate'] as const,
      approval: anApproval({
        rules: [
          {
            name: 'ai-board',
            reason: 'It is large.',
            approvers: ['group:default/ai-board'],
            decisions: 2,
          },
        ],
        consents: [
          {
            by: 'user:default/bo',
            at: '2026-11-01T10:00:00.000Z',
            comment: 'Fine',
            rules: ['ai-board'],
          },
        ],
        questions: [
          {
            by: 'user:default/amira',
            at: '2026-11-01T11:00:00.000Z',
            text: 'For how long?',
            answer: {
              by: 'user:default/dana',
              at: '2026-11-01T12:00:00.000Z',
              text: 'Until May',
            },
          },
        ],
      }),
    };
    renderInfra(
      <OperationContent />,
      {
        getOperation: async () => ({ ...said, actions: [...said.actions] }),
        askOperation,
      },
      at,
    );
    const list = await screen.findByRole('list', { name: 'What was said' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(3);
    expect(list).toHaveTextContent(
      /Agreed: Fine.*Asked: For how long\?.*Answered: Until May/,
    );
    expect(
      screen.getByRole('region', { name: 'A decision is needed' }),
    ).toHaveTextContent('2 of ai-board (rule ai-board)');

    const button = screen.getByRole('button', { name: 'Ask back' });
    await userEvent.click(button);
    expect(
      await screen.findByText('Say what you would like to know.'),
    ).toBeVisible();
    expect(askOperation).not.toHaveBeenCalled();
    await userEvent.keyboard('And who pays?');
    await userEvent.click(button);
    expect(askOperation).toHaveBeenCalledWith('op-1', 'And who pays?');
  });

  it('hands a decision to somebody else', async () => {
    const delegateOperation = jest.fn(async () => waiting());
    renderInfra(
      <OperationContent />,
      {
        getOperation: async () => ({
          ...waiting(),
          actions: ['approve', 'delegate'],
        }),
        delegateOperation,
      },
      at,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delegate' }),
    );
    await userEvent.type(
      screen.getByLabelText('Person or group'),
      'user:default/rui',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Hand over' }));
    expect(delegateOperation).toHaveBeenCalledWith(
      'op-1',
      'user:default/rui',
      '',
    );
  });

  it('has its requester answer', async () => {
    const answerOperation = jest.fn(async () => waiting());
    renderInfra(
      <OperationContent />,
      {
        getOperation: async () => ({ ...waiting(), actions: ['answer'] }),
        answerOperation,
      },
      at,
    );
    await userEvent.type(await screen.findByLabelText('Your answer'), 'May');
    await userEvent.click(screen.getByRole('button', { name: 'Answer' }));
    expect(answerOperation).toHaveBeenCalledWith('op-1', 'May');
  });

  it('says plainly when a rejection is refused', async () => {
    renderInfra(
      <OperationContent />,
      {
        getOperation: async () => waiting(),
        rejectOperation: async () => {
          throw new InfraApiError(
            'Somebody decided already.',
            409,
            'ConflictError',
            [],
          );
        },
      },
      at,
    );
    await userEvent.type(await screen.findByLabelText('Comment'), 'No room');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject' }),
    );
    expect(
      await screen.findByText('Somebody decided already.'),
    ).toBeInTheDocument();
  });

  it('offers no decision to who may not decide', async () => {
    renderInfra(
      <OperationContent />,
      { getOperation: async () => ({ ...waiting(), actions: [] }) },
      at,
    );
    expect(await screen.findByText(/An approver decides/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Reject' })).toBeNull();
  });

  it('cancels only after asking', async () => {
    const cancelOperation = jest.fn(async () => anOperation());
    renderInfra(
      <OperationContent />,
      {
        getOperation: async () =>
          anOperation({ id: 'op-1', state: 'queued', actions: ['cancel'] }),
        cancelOperation,
      },
      at,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel operation' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(cancelOperation).not.toHaveBeenCalled();

    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel operation' }),
    );
    expect(cancelOperation).toHaveBeenCalledWith('op-1');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('tells a failure in a plain sentence with what is left behind', async () => {
    renderInfra(
      <OperationContent />,
      {
        getOperation: async () =>
          anOperation({
            state: 'failed',
            failure: {
              class: 'provider',
              message: 'No host had room for it.',
              detail: null,
              leftovers: ['The volume vol-1 is still there.'],
            },
          }),
      },
      at,
    );
    const note = await screen.findByRole('alert');
    expect(note).toHaveTextContent('No host had room for it.');
    expect(note).toHaveTextContent('The volume vol-1 is still there.');
    expect(screen.queryByText(/Raw detail/)).toBeNull();
  });

  it('keeps raw detail folded for those who may see it', async () => {
    renderInfra(
      <OperationContent />,
      {
        getOperation: async () =>
          anOperation({
            state: 'failed',
            failure: {
              class: 'provider',
              message: 'No host had room for it.',
              detail: 'fault: NoValidHost',
              leftovers: [],
            },
          }),
      },
      at,
    );
    const toggle = await screen.findByRole('button', { name: /Raw detail/ });
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    expect(screen.getByText('Nothing was left behind.')).toBeInTheDocument();
  });

  it('leads to what came out of it', async () => {
    const made = aResource({
      name: 'checkout-1',
      attributes: { addresses: ['10.0.0.4'] },
    });
    renderInfra(
      <OperationContent />,
      {
        getOperation: async () =>
          anOperation({
            result: { resources: [made.ref], project: 'payments-dev' },
          }),
        listResources: async () => ({
          items: [made],
          total: 1,
          totalIsExact: true,
          next: null,
          errors: [],
        }),
      },
      at,
    );
    expect(
      await screen.findByRole('link', { name: 'Instance checkout-1' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining(encodeURIComponent(made.ref)),
    );
    expect(await screen.findByText(/at 10.0.0.4/)).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Project payments-dev' }),
    ).toHaveAttribute('href', '/infra/projects/payments-dev');
  });

  it('says that it loads', async () => {
    renderInfra(<OperationContent />, { getOperation: never }, at);
    expect(
      await screen.findByRole('status', { name: 'Loading the operation' }),
    ).toBeInTheDocument();
  });

  it('tells who may not see it so', async () => {
    renderInfra(<OperationContent />, { getOperation: denied }, at);
    expect(
      await screen.findByText('You may not see this operation'),
    ).toBeInTheDocument();
  });

  it('tells what was asked for in the words of the form', async () => {
    renderInfra(
      <OperationContent />,
      {
        listProviders: async () => ({
          items: [aProvider({ id: 'os-eu1', title: 'OpenStack EU 1' })],
        }),
        getOperation: async () =>
          anOperation({
            provider: 'os-eu1',
            input: { model: 'nvidia-h100-sxm5-80gb', flavor: 'gpu-large' },
          }),
      },
      at,
    );
    const request = await screen.findByRole('region', { name: 'Request' });
    await within(request).findByText('OpenStack EU 1');
    expect(request).toHaveTextContent('GPU modelNVIDIA H100 SXM5 80 GB');
    expect(request).toHaveTextContent('Sizegpu-large');
  });
});
