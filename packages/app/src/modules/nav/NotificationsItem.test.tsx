import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import {
  notificationsApiRef,
  type NotificationsApi,
} from '@backstage/plugin-notifications';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import { screen, waitFor } from '@testing-library/react';
import { NotificationsItem } from './NotificationsItem';

function show(unread: number) {
  const api: Partial<NotificationsApi> = {
    getStatus: async () => ({ unread, read: 0 }),
  };
  renderInTestApp(
    <TestApiProvider apis={[[notificationsApiRef, api]]}>
      <NotificationsItem />
    </TestApiProvider>,
    { mountedRoutes: { '/notifications': notificationsPlugin.routes.root } },
  );
}

describe('NotificationsItem', () => {
  it.each([0, 3])(
    'is called what is written on it, with %s unread',
    async unread => {
      show(unread);
      const item = await screen.findByRole('link', { name: 'Notifications' });
      expect(item).toHaveAttribute('href', '/notifications');
      await waitFor(() =>
        expect(document.title.startsWith('(3)')).toBe(unread === 3),
      );
    },
  );
});
