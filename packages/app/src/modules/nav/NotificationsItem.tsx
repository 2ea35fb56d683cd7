import { SidebarItem } from '@backstage/core-components';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import NotificationsIcon from '@material-ui/icons/NotificationsNone';

/**
 * The way to the notifications, marked when some are unread. Backstage's own writes how many beside a
 * name that leaves it out, so that what is read aloud is not what is seen; the window's title has the number.
 */
export function NotificationsItem() {
  return (
    <NotificationsSidebarItem
      renderItem={({ unreadCount, to, onClick }) => (
        <SidebarItem
          icon={NotificationsIcon}
          text="Notifications"
          hasNotifications={unreadCount > 0}
          to={to}
          onClick={onClick}
        />
      )}
    />
  );
}
