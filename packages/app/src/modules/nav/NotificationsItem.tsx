import { SidebarItem } from '@backstage/core-components';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import NotificationsIcon from '@material-ui/icons/NotificationsNone';

/** The way to the notifications, with how many are unread in its name and not only beside it. */
export function NotificationsItem() {
  return (
    <NotificationsSidebarItem
      renderItem={({ unreadCount, to, onClick }) => (
        <SidebarItem
          icon={NotificationsIcon}
          text={
            unreadCount ? `Notifications (${unreadCount})` : 'Notifications'
          }
          hasNotifications={unreadCount > 0}
          to={to}
          onClick={onClick}
        />
      )}
    />
  );
}
