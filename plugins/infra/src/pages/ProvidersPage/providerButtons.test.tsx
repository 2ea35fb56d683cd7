import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { unavailable } from '../../testing/errors';
import { aProvider, minutesFromNow } from '../../testing/factories';
import { renderInfra } from '../../__testUtils__/renderInfra';
import { ProvidersContent } from './ProvidersContent';

const plain = aProvider({
  id: 'a',
  title: 'Alpha',
  lastAttemptAt: minutesFromNow(-3),
});

describe('reading a provider now', () => {
  it('is told as going on until an attempt is on record', async () => {
    let provider = plain;
    const syncProvider = jest.fn(async () => undefined);
    renderInfra(<ProvidersContent />, {
      listProviders: async () => ({ items: [provider] }),
      syncProvider,
    });
    const button = await screen.findByRole('button', {
      name: 'Read now: Alpha',
    });
    await userEvent.click(button);
    expect(syncProvider).toHaveBeenCalledWith('a');
    await waitFor(() => expect(button).toHaveTextContent('Reading …'));
    expect(button).toBeDisabled();
    provider = { ...plain, lastAttemptAt: minutesFromNow(0) };
    await waitFor(() => expect(button).toHaveTextContent('Read now'));
    expect(button).toBeEnabled();
  });

  it('says why it could not be asked for', async () => {
    renderInfra(<ProvidersContent />, {
      listProviders: async () => ({ items: [plain] }),
      syncProvider: unavailable,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Read now: Alpha' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The inventory is being moved.',
    );
  });
});

describe('removals that are held', () => {
  const held = {
    ...plain,
    state: 'held' as const,
    message: '40 rows are gone.',
  };

  it('are confirmed after the reader was told what that means', async () => {
    const confirmRemovals = jest.fn(async () => undefined);
    renderInfra(<ProvidersContent />, {
      listProviders: async () => ({ items: [held] }),
      confirmRemovals,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Confirm removals' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/40 rows are gone/)).toBeInTheDocument();
    expect(confirmRemovals).not.toHaveBeenCalled();
    await userEvent.click(
      dialog.getByRole('button', { name: 'They are gone' }),
    );
    expect(confirmRemovals).toHaveBeenCalledWith('a');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('are not offered for confirmation where nothing is held', async () => {
    renderInfra(<ProvidersContent />, {
      listProviders: async () => ({ items: [plain] }),
    });
    await screen.findByRole('button', { name: 'Read now: Alpha' });
    expect(
      screen.queryByRole('button', { name: 'Confirm removals' }),
    ).toBeNull();
  });
});
