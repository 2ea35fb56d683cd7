import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { LogoFull } from './LogoFull';
import { LogoIcon } from './LogoIcon';

/** The logo at the top of the sidebar; it leads home. */
export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();
  return (
    <div
      style={{
        width: sidebarConfig.drawerWidthClosed,
        height: 2.5 * sidebarConfig.logoHeight,
        display: 'flex',
        alignItems: 'center',
      }}
    >
      <Link
        to="/"
        underline="none"
        aria-label="Ironstage, home"
        style={{ marginLeft: 20 }}
      >
        {isOpen ? <LogoFull /> : <LogoIcon />}
      </Link>
    </div>
  );
}
