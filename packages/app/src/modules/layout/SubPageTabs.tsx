import type { PageLayoutTab } from '@backstage/frontend-plugin-api';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Link, useLocation } from 'react-router-dom';

/**
 * Leads to the pages below a page. Those of the header component name panels that are not there, and
 * stick out of a telephone's window.
 *
 * @param props - parent: path of the page above
 */
export function SubPageTabs(props: { tabs: PageLayoutTab[]; parent: string }) {
  const { tabs, parent } = props;
  const { pathname } = useLocation();
  const links = tabs.map(({ id, label, href }) => ({
    id,
    label,
    href: href.startsWith('/') ? href : `${parent}/${href}`,
  }));
  const current = links.find(
    ({ href }) => pathname === href || pathname.startsWith(`${href}/`),
  );
  return (
    <Tabs
      value={current?.id ?? false}
      variant="scrollable"
      // they come and go late when the window changes; a row too wide is swiped
      scrollButtons={false}
      aria-label="Pages"
      sx={{
        mx: 3,
        mb: 2,
        borderBottom: 1,
        borderColor: 'divider',
        '& [aria-selected=true]': { fontWeight: 700 },
      }}
    >
      {links.map(({ id, label, href }) => (
        <Tab key={id} value={id} label={label} component={Link} to={href} />
      ))}
    </Tabs>
  );
}
