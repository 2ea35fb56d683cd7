import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { denied, unavailable } from '../../testing/errors';
import { anOperation } from '../../testing/factories';
import { ME, never, renderInfra } from '../../__testUtils__/renderInfra';
import { OperationsContent } from './OperationsContent';

const page = (
  items = [anOperation({ id: 'op-1', title: 'Provision VM a' })],
) => ({
  items,
  total: items.length,
  errors: [],
});

describe('OperationsContent', () => {
  it('lists operations with a link to each', async () => {
    renderInfra(<OperationsContent />, { listOperations: async () => page() });
    expect(
      await screen.findByRole('link', { name: 'Provision VM a' }),
    ).toHaveAttribute('href', '/infra/operations/op-1');
  });

  it('asks for what waits for a decision', async () => {
    const listOperations = jest.fn(async () => page());
    renderInfra(<OperationsContent />, { listOperations });
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Waiting for a decision' }),
    );
    expect(listOperations).toHaveBeenLastCalledWith(
      expect.objectContaining({ state: ['pending_approval'] }),
      expect.anything(),
    );
  });

  it('asks for what the reader asked for', async () => {
    const listOperations = jest.fn(async () => page());
    renderInfra(<OperationsContent />, { listOperations });
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Asked by me' }),
    );
    expect(listOperations).toHaveBeenLastCalledWith(
      expect.objectContaining({ requester: [ME] }),
      expect.anything(),
    );
  });

  it('takes the filter from the address', async () => {
    const listOperations = jest.fn(async () => page());
    renderInfra(
      <OperationsContent />,
      { listOperations },
      { at: '/infra/operations?project=payments-dev&state=failed' },
    );
    expect(await screen.findByText('Project payments-dev')).toBeInTheDocument();
    expect(listOperations).toHaveBeenCalledWith(
      expect.objectContaining({ project: ['payments-dev'], state: ['failed'] }),
      expect.anything(),
    );
  });

  it('says when nothing waits for a decision', async () => {
    renderInfra(
      <OperationsContent />,
      { listOperations: async () => page([]) },
      { at: '/?view=decide' },
    );
    expect(
      await screen.findByText('Nothing waits for a decision'),
    ).toBeInTheDocument();
  });

  it('says that it loads', async () => {
    renderInfra(<OperationsContent />, { listOperations: never });
    expect(
      await screen.findByRole('status', { name: 'Loading the operations' }),
    ).toBeInTheDocument();
  });

  it('says plainly why nothing can be shown', async () => {
    renderInfra(<OperationsContent />, { listOperations: unavailable });
    expect(
      await screen.findByText('The inventory is being moved.'),
    ).toBeInTheDocument();
  });

  it('tells who may not see operations so', async () => {
    renderInfra(<OperationsContent />, { listOperations: denied });
    expect(
      await screen.findByText('You may not see the operations'),
    ).toBeInTheDocument();
  });
});
