import type {
  ResourceFacets,
  ResourceQueryInput,
} from '@ironstage/plugin-infra-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { denied, unavailable } from '../../testing/errors';
import {
  aHypervisor,
  anInstance,
  aProvider,
  aResource,
  minutesFromNow,
} from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { InventoryContent } from './InventoryContent';

const rest = {
  listProviders: async () => ({ items: [aProvider()] }),
};
const page = (items = [anInstance({ name: 'checkout-1' })]) => ({
  items,
  total: items.length,
  totalIsExact: true,
  next: null,
  errors: [],
});

const facets: ResourceFacets = {
  total: 1234,
  totalIsExact: true,
  facets: {
    kind: [
      { value: 'instance', count: 1234 },
      { value: 'volume', count: 1 },
    ],
    provider: [{ value: 'os-eu1', count: 1234 }],
    site: [{ value: 'eu1', count: 1234 }],
    status: [
      { value: 'active', count: 1233 },
      { value: 'shut_off', count: 1 },
    ],
    project: [
      { value: 'payments-dev', count: 4 },
      { value: null, count: 1230 },
    ],
    owner: [{ value: 'group:default/payments', count: 4 }],
  },
};

describe('InventoryContent', () => {
  it('asks for what its address says', async () => {
    const listResources = jest.fn(async () => page());
    renderInfra(
      <InventoryContent />,
      { ...rest, listResources },
      {
        at: '/?kind=instance&provider=os-eu1&q=check&sort=-createdAt&page=2&size=25',
      },
    );
    await waitFor(() =>
      expect(listResources).toHaveBeenCalledWith(
        {
          kind: ['instance'],
          provider: ['os-eu1'],
          site: [],
          project: [],
          owner: [],
          status: [],
          q: 'check',
          sort: '-createdAt',
          limit: 25,
          offset: 50,
        },
        expect.anything(),
      ),
    );
  });

  it('shows rows with a link to their details', async () => {
    const row = anInstance({ name: 'checkout-1' });
    renderInfra(<InventoryContent />, {
      ...rest,
      listResources: async () => page([row]),
      getResource: async () => row,
    });
    await userEvent.click(
      await screen.findByRole('link', { name: 'checkout-1' }),
    );
    const details = await screen.findByRole('dialog', { name: 'checkout-1' });
    expect(await within(details).findByText('10.20.0.14')).toBeInTheDocument();
    expect(within(details).getByText(row.externalId)).toBeInTheDocument();

    await userEvent.click(
      within(details).getByRole('button', { name: 'Close details' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('names the host of an instance, which leads to the details of the host', async () => {
    const host = aHypervisor({ externalId: 'f3a1-77', name: 'node-r1-01' });
    const row = anInstance({ name: 'checkout-1', host: host.ref });
    const rows = [row, host];
    renderInfra(
      <InventoryContent />,
      {
        ...rest,
        listResources: async ({ q }: ResourceQueryInput) =>
          page(q === host.externalId ? [host] : [row]),
        getResource: async (ref: string) =>
          rows.find(one => one.ref === ref) ?? row,
      },
      { at: `/?open=${encodeURIComponent(row.ref)}` },
    );
    const details = await screen.findByRole('dialog', { name: 'checkout-1' });
    await userEvent.click(
      await within(details).findByRole('link', { name: 'node-r1-01' }),
    );
    const hostDetails = await screen.findByRole('dialog', {
      name: 'node-r1-01',
    });
    expect(
      await within(hostDetails).findByRole('meter', { name: 'vCPU' }),
    ).toBeInTheDocument();
  });

  it('names the tenant of an instance outside the projects of the portal, and not its id', async () => {
    const tenant = aResource({
      kind: 'project',
      externalId: '1b7b6e2f',
      name: 'legacy-crm',
    });
    const row = anInstance({
      name: 'crm-1',
      project: null,
      projectExternalId: tenant.externalId,
    });
    renderInfra(
      <InventoryContent />,
      {
        ...rest,
        listResources: async ({ q }: ResourceQueryInput) =>
          page(q === tenant.externalId ? [tenant] : [row]),
        getResource: async () => row,
      },
      { at: `/?open=${encodeURIComponent(row.ref)}` },
    );
    const details = await screen.findByRole('dialog', { name: 'crm-1' });
    expect(
      await within(details).findByRole('link', { name: 'legacy-crm' }),
    ).toBeInTheDocument();
    expect(
      within(details).getByText('Tenant at the provider'),
    ).toBeInTheDocument();
    expect(details).not.toHaveTextContent('1b7b6e2f');
  });

  it('says nothing of the tenant of an instance in a project of the portal', async () => {
    const row = anInstance({ projectExternalId: '1b7b6e2f' });
    renderInfra(
      <InventoryContent />,
      {
        ...rest,
        listResources: async () => page([row]),
        getResource: async () => row,
      },
      { at: `/?open=${encodeURIComponent(row.ref)}` },
    );
    const details = await screen.findByRole('dialog', { name: row.name });
    await within(details).findByText('ID at the provider');
    expect(details).not.toHaveTextContent('Tenant at the provider');
  });

  it('says nothing of a host the reader may not see', async () => {
    const row = anInstance({ host: 'hypervisor:os-eu1/f3a1-77' });
    const listResources = jest.fn(async ({ q }: ResourceQueryInput) =>
      page(q === 'f3a1-77' ? [] : [row]),
    );
    renderInfra(
      <InventoryContent />,
      { ...rest, listResources, getResource: async () => row },
      { at: `/?open=${encodeURIComponent(row.ref)}` },
    );
    const details = await screen.findByRole('dialog', { name: row.name });
    await waitFor(() =>
      expect(listResources).toHaveBeenCalledWith(
        expect.objectContaining({ q: 'f3a1-77' }),
        expect.anything(),
      ),
    );
    expect(details).not.toHaveTextContent('Host');
    expect(details).not.toHaveTextContent('f3a1-77');
  });

  it('calls the instance that a snapshot is of by its name, and its provider too', async () => {
    const source = anInstance({ name: 'web-1', externalId: '4f1c' });
    const row = aResource({
      kind: 'image',
      ref: 'image:os-eu1/img-1',
      provider: 'os-eu1',
      attributes: { snapshot: true, snapshotOf: '4f1c' },
    });
    renderInfra(
      <InventoryContent />,
      {
        ...rest,
        listProviders: async () => ({
          items: [aProvider({ id: 'os-eu1', title: 'OpenStack EU 1' })],
        }),
        listResources: async ({ q }: ResourceQueryInput) =>
          page(
            q === '4f1c' ? [{ ...source, ref: 'instance:os-eu1/4f1c' }] : [],
          ),
        getResource: async () => row,
      },
      { at: `/?open=${encodeURIComponent(row.ref)}` },
    );
    const details = await screen.findByRole('dialog', { name: row.name });
    expect(
      await within(details).findByRole('link', { name: 'web-1' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('instance%3Aos-eu1%2F4f1c'),
    );
    expect(within(details).getAllByText(/^Snapshot/)).toHaveLength(1);
    expect(
      await within(details).findByText('OpenStack EU 1'),
    ).toBeInTheDocument();
  });

  it('stays on the page its address names once the rows are there', async () => {
    const listResources = jest.fn(async (_query: ResourceQueryInput) => ({
      ...page(),
      total: 500,
    }));
    renderInfra(
      <InventoryContent />,
      { ...rest, listResources },
      { at: '/?page=3' },
    );
    expect(await screen.findByText(/151–200 of 500/)).toBeInTheDocument();
    // The grid corrects its page a moment later, if it does.
    await act(() => new Promise(resolve => setTimeout(resolve, 50)));
    expect(listResources.mock.calls.map(([query]) => query.offset)).toEqual([
      150,
    ]);
  });

  it('asks for one kind when its tab is chosen, from the first page on', async () => {
    const listResources = jest.fn(async (_query: ResourceQueryInput) => ({
      ...page(),
      total: 500,
    }));
    renderInfra(
      <InventoryContent />,
      { ...rest, listResources },
      { at: '/?page=3' },
    );
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Hypervisors' }),
    );
    expect(listResources).toHaveBeenLastCalledWith(
      expect.objectContaining({ kind: ['hypervisor'], offset: 0 }),
      expect.anything(),
    );
  });

  it('searches after a pause in typing', async () => {
    const listResources = jest.fn(async () => page());
    renderInfra(<InventoryContent />, { ...rest, listResources });
    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Search' }),
      'web',
    );
    await waitFor(() =>
      expect(listResources).toHaveBeenLastCalledWith(
        expect.objectContaining({ q: 'web' }),
        expect.anything(),
      ),
    );
    expect(listResources).not.toHaveBeenCalledWith(
      expect.objectContaining({ q: 'w' }),
      expect.anything(),
    );
  });

  it('marks stale rows with their age beside the provider’s error', async () => {
    renderInfra(<InventoryContent />, {
      ...rest,
      listResources: async () => ({
        ...page([
          anInstance({ stale: true, lastSeenAt: minutesFromNow(-180) }),
        ]),
        errors: [
          {
            provider: 'os-eu1',
            message: 'It times out.',
            since: minutesFromNow(-180),
          },
        ],
      }),
    });
    expect(
      await screen.findByText('Stale, seen 3 hours ago'),
    ).toBeInTheDocument();
    expect(screen.getByText(/It times out/)).toBeInTheDocument();
  });

  it('offers what there is to filter by, in plain words and with counts', async () => {
    const getResourceFacets = jest.fn(async () => facets);
    renderInfra(
      <InventoryContent />,
      {
        ...rest,
        listProviders: async () => ({
          items: [aProvider({ id: 'os-eu1', title: 'OpenStack EU 1' })],
        }),
        listResources: async () => page(),
        getResourceFacets,
      },
      { at: '/?kind=instance&q=web&status=error' },
    );
    const optionsOf = async (name: string) => {
      await userEvent.click(await screen.findByRole('combobox', { name }));
      return screen.getAllByRole('option').map(option => option.textContent);
    };

    expect(
      await screen.findByRole('tab', { name: 'Instances 1,234' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Images 0' })).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'All 1,235' })).toBeInTheDocument();
    expect(await optionsOf('Status')).toEqual([
      'Active1,233 rows',
      'Shut off1 row',
      'Error0 rows',
    ]);
    expect(await optionsOf('Provider')).toEqual(['OpenStack EU 11,234 rows']);
    expect(getResourceFacets).toHaveBeenCalledWith(
      expect.objectContaining({
        kind: ['instance'],
        status: ['error'],
        q: 'web',
      }),
      expect.anything(),
    );
  });

  it('filters by the team that is chosen', async () => {
    const listResources = jest.fn(async () => page());
    renderInfra(<InventoryContent />, {
      ...rest,
      listResources,
      getResourceFacets: async () => facets,
    });
    await userEvent.click(
      await screen.findByRole('combobox', { name: 'Owner' }),
    );
    await userEvent.click(await screen.findByRole('option', { name: /pay/ }));
    await waitFor(() =>
      expect(listResources).toHaveBeenLastCalledWith(
        expect.objectContaining({ owner: ['group:default/payments'] }),
        expect.anything(),
      ),
    );
  });

  it('says of a search for common words that there are more than were counted', async () => {
    renderInfra(
      <InventoryContent />,
      {
        ...rest,
        listResources: async () => ({
          ...page(),
          total: 1000,
          totalIsExact: false,
          next: 'x',
        }),
      },
      { at: '/?q=web' },
    );
    expect(
      await screen.findByText('1–50 of more than 1,000'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Go to next page' }),
    ).toBeEnabled();
  });

  it('tells who may see none of it so, and the platform team what to do', async () => {
    renderInfra(
      <InventoryContent />,
      { ...rest, listResources: async () => page([]) },
      { without: ['infra.estate.read'] },
    );
    expect(
      await screen.findByText('Nothing here that you may see'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/when a provider is configured/)).toBeNull();
  });

  it('offers to clear the filters when nothing matches', async () => {
    const listResources = jest.fn(async () => page([]));
    renderInfra(
      <InventoryContent />,
      { ...rest, listResources },
      { at: '/?q=zzz&status=error' },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear the filters' }),
    );
    expect(await screen.findByText('Nothing here yet')).toBeInTheDocument();
    expect(listResources).toHaveBeenLastCalledWith(
      expect.objectContaining({ status: [] }),
      expect.anything(),
    );
  });

  it('shows the frame of the list while it loads', async () => {
    renderInfra(<InventoryContent />, { ...rest, listResources: never });
    expect(
      await screen.findByRole('grid', { name: 'Inventory' }),
    ).toBeInTheDocument();
    expect(screen.queryByText('Nothing here yet')).toBeNull();
  });

  it('says plainly why nothing can be shown', async () => {
    renderInfra(<InventoryContent />, { ...rest, listResources: unavailable });
    expect(
      await screen.findByText('Could not load the inventory'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeEnabled();
  });

  it('tells who may not see it so', async () => {
    renderInfra(<InventoryContent />, { ...rest, listResources: denied });
    expect(
      await screen.findByText('You may not see the inventory'),
    ).toBeInTheDocument();
  });
});
