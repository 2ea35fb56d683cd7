import { SidebarItem } from '@backstage/core-components';
import type { NavContentNavItem } from '@backstage/plugin-app-react';
import { useWaitingCount } from '@ironstage/plugin-infra';

/** The way to what waits for a decision of the reader, with how much that is. */
export function ApprovalsItem({ item }: { item: NavContentNavItem }) {
  const count = useWaitingCount() ?? 0;
  return (
    <SidebarItem
      icon={() => item.icon}
      to={item.href}
      text={count > 0 ? `${item.title} (${count})` : item.title}
      hasNotifications={count > 0}
    />
  );
}
