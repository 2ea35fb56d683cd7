import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import type { NavContentComponentProps } from '@backstage/plugin-app-react';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import MenuIcon from '@material-ui/icons/Menu';
import SearchIcon from '@material-ui/icons/Search';
import { ApprovalsItem } from './ApprovalsItem';
import { NotificationsItem } from './NotificationsItem';
import { SidebarLogo } from './SidebarLogo';
import { SwitchPersonaItem } from './SwitchPersonaItem';

/** Pages that have an item of their own kind, or none. */
const SHOWN_OTHERWISE = [
  'page:search',
  'page:notifications',
  'page:catalog-graph',
  'page:app/root',
];

/** The portal's main navigation: our own pages in a fixed order, whatever else is installed after them. */
export function AppSidebar({ navItems }: NavContentComponentProps) {
  const nav = navItems.withComponent(item => (
    <SidebarItem icon={() => item.icon} to={item.href} text={item.title} />
  ));
  const approvals = navItems.take('page:infra/approvals');
  SHOWN_OTHERWISE.forEach(id => nav.take(id));
  const settings = nav.take('page:user-settings');
  const common = (
    <>
      {nav.take('page:home')}
      {nav.take('page:catalog')}
      {nav.take('page:scaffolder')}
    </>
  );
  const infra = (
    <>
      {nav.take('page:infra/projects')}
      {nav.take('page:infra/inventory')}
      {nav.take('page:infra/capacity')}
      {nav.take('page:infra/networks')}
      {nav.take('page:infra/racks')}
      {nav.take('page:infra/topology')}
      {nav.take('page:infra/monitoring')}
      {nav.take('page:infra/images')}
      {nav.take('page:infra/costs')}
      {nav.take('page:infra/operations')}
      {approvals && <ApprovalsItem item={approvals} />}
      {nav.take('page:infra/providers')}
      {nav.take('page:infra/audit')}
    </>
  );
  const others = nav.rest({ sortBy: 'title' });

  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup label="Search" icon={<SearchIcon />} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        {common}
        <SidebarDivider />
        {infra}
        {others.length > 0 && <SidebarDivider />}
        <SidebarScrollWrapper>{others}</SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <NotificationsItem />
      <SwitchPersonaItem />
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {settings}
      </SidebarGroup>
    </Sidebar>
  );
}
