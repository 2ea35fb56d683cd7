import {
  BreadcrumbEntry,
  type PageLayoutProps,
} from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import { PortalPageLayout, WithOwnMain } from './PortalPageLayout';

function show(props: Partial<PageLayoutProps> = {}, label = 'web-dev') {
  renderInTestApp(
    <PortalPageLayout title="Projects" {...props}>
      <BreadcrumbEntry entry={{ label, href: '/projects/web-dev' }}>
        <p>The project</p>
      </BreadcrumbEntry>
    </PortalPageLayout>,
    { config: { app: { title: 'Ironstage', baseUrl: 'http://localhost' } } },
  );
}

describe('PortalPageLayout', () => {
  it('says in the title, the heading and the breadcrumbs where one is, in one main', async () => {
    show();
    const main = await screen.findByRole('main');
    expect(within(main).getByText('The project')).toBeInTheDocument();
    await waitFor(() =>
      expect(document.title).toBe('web-dev · Projects · Ironstage'),
    );
    expect(
      await screen.findByRole('heading', { level: 1, name: 'web-dev' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Projects' })).toBeInTheDocument();
  });

  it('holds the title against the count of notices, which writes an earlier one back', async () => {
    show();
    const title = 'web-dev · Projects · Ironstage';
    await waitFor(() => expect(document.title).toBe(title));
    document.title = '(3) Instances · Ironstage';
    await waitFor(() => expect(document.title).toBe(title));
    document.title = `(3) ${title}`;
    await act(async () => {});
    expect(document.title).toBe(`(3) ${title}`);
  });

  it('leaves pages alone that have a header of their own', async () => {
    document.title = 'Their own';
    show({ noHeader: true });
    expect(await screen.findByText('The project')).toBeInTheDocument();
    expect(screen.queryByRole('main')).toBeNull();
    expect(document.title).toBe('Their own');
  });

  it('does not spell out the id of what has no name', async () => {
    show({ title: 'Tasks' }, '3a226740-18e1-4974-b360-8616b0670256');
    expect(
      await screen.findByRole('heading', { level: 1, name: '3a226740' }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(document.title).toBe('3a226740 · Tasks · Ironstage'),
    );
  });

  it('leaves the one main to a page that has one', async () => {
    renderInTestApp(
      <WithOwnMain>
        <PortalPageLayout title="Catalog">
          <main>The entity</main>
        </PortalPageLayout>
      </WithOwnMain>,
    );
    expect(await screen.findByText('The entity')).toBeInTheDocument();
    expect(screen.getAllByRole('main')).toHaveLength(1);
    expect(
      screen.getByRole('heading', { level: 1, name: 'Catalog' }),
    ).toBeInTheDocument();
  });
});
