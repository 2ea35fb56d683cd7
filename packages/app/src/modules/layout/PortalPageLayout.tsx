import { configApiRef, useApi } from '@backstage/core-plugin-api';
import {
  BreadcrumbEntry,
  useBreadcrumbEntries,
  type PageLayoutProps,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { useEffect } from 'react';
import { useResolvedPath } from 'react-router-dom';
import { SubPageTabs } from './SubPageTabs';

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

/**
 * The frame of every page that leaves its header to the portal: says in the window's title and in
 * the one heading of the first level where one is, and has one `main`.
 */
export function PortalPageLayout(props: PageLayoutProps) {
  const { title, icon, noHeader, titleLink, headerActions, tabs, children } =
    props;
  const here = useResolvedPath('.').pathname.replace(/\/$/, '');
  const { items: breadcrumbs } = useBreadcrumbEntries();
  const labels = breadcrumbs.map(({ label }) => label);
  useDocumentTitle(noHeader ? [] : labels);
  if (noHeader) {
    return <>{children}</>;
  }
  const content = (
    <main>
      <PluginHeader
        title={labels.at(-1) ?? title}
        icon={icon}
        titleLink={titleLink}
        breadcrumbs={breadcrumbs}
        customActions={headerActions}
      />
      {tabs && tabs.length > 0 && <SubPageTabs tabs={tabs} parent={here} />}
      {children}
    </main>
  );
  return title ? (
    <BreadcrumbEntry entry={{ label: title, href: titleLink ?? (here || '/') }}>
      {content}
    </BreadcrumbEntry>
  ) : (
    content
  );
}
