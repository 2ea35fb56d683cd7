import { configApiRef, useApi } from '@backstage/core-plugin-api';
import {
  BreadcrumbEntry,
  useBreadcrumbEntries,
  type PageLayoutProps,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { useResolvedPath } from 'react-router-dom';
import { SubPageTabs } from './SubPageTabs';

const UUID =
  /^([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What has no name but an id, such as a task of the scaffolder, by the beginning of that. */
const withoutUuid = (label: string) => label.replace(UUID, '$1');

/** Leads from the page to the portal: `web-1 · Instances · Ironstage`. */
function useDocumentTitle(names: string[]) {
  const portal = useApi(configApiRef).getOptionalString('app.title');
  const title = [...names]
    .reverse()
    .concat(portal ?? [])
    .join(' · ');
  const known = names.length > 0;
  useEffect(() => {
    if (!known) {
      return undefined;
    }
    const say = () => {
      if (document.title.replace(/^\(\d+\) /, '') !== title) {
        document.title = title;
      }
    };
    say();
    // Backstage puts the number of unread notices in front, late, and of the title it read before: when both change
    // at about the same time, the window keeps an earlier page's
    const observer = new MutationObserver(say);
    observer.observe(document.head, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return () => observer.disconnect();
  }, [known, title]);
}

const HasMain = createContext(false);

/** Around a page that has a `main` of its own, which the frame then leaves to it. */
export function WithOwnMain({ children }: { children: ReactNode }) {
  return <HasMain.Provider value>{children}</HasMain.Provider>;
}

/**
 * The frame of every page that leaves its header to the portal: says in the window's title and in
 * the one heading of the first level where one is, and has one `main`.
 */
export function PortalPageLayout(props: PageLayoutProps) {
  const { title, icon, noHeader, titleLink, headerActions, tabs, children } =
    props;
  const here = useResolvedPath('.').pathname.replace(/\/$/, '');
  const breadcrumbs = useBreadcrumbEntries().items.map(item => ({
    ...item,
    label: withoutUuid(item.label),
  }));
  const labels = breadcrumbs.map(({ label }) => label);
  useDocumentTitle(noHeader ? [] : labels);
  if (noHeader) {
    return <>{children}</>;
  }
  const Content = useContext(HasMain) ? 'div' : 'main';
  const content = (
    <Content>
      <PluginHeader
        title={labels.at(-1) ?? title}
        icon={icon}
        titleLink={titleLink}
        breadcrumbs={breadcrumbs}
        customActions={headerActions}
      />
      {tabs && tabs.length > 0 && <SubPageTabs tabs={tabs} parent={here} />}
      {children}
    </Content>
  );
  return title ? (
    <BreadcrumbEntry entry={{ label: title, href: titleLink ?? (here || '/') }}>
      {content}
    </BreadcrumbEntry>
  ) : (
    content
  );
}
