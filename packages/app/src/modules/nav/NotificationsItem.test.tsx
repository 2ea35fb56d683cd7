import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import {
  notificationsApiRef,
  type NotificationsApi,
} from '@backstage/plugin-notifications';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import { screen } from '@testing-library/react';
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
  it('says in its name how many are unread', async () => {
    show(3);
    expect(
      await screen.findByRole('link', { name: 'Notifications (3)' }),
    ).toHaveAttribute('href', '/notifications');
  });

  it('says nothing of none', async () => {
    show(0);
    expect(
      await screen.findByRole('link', { name: 'Notifications' }),
    ).toBeInTheDocument();
  });
});
