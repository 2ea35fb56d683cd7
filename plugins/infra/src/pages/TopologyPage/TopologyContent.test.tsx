import { screen, within } from '@testing-library/react';
import { InfraApiError } from '@ironstage/plugin-infra-common';
import userEvent from '@testing-library/user-event';
import { denied, notFound, unavailable } from '../../testing/errors';
import { anImpact, aTopology } from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { onlyLayers } from './layers';
import { drawnEdges, layOut } from './layout';
import { TopologyContent } from './TopologyContent';

// The drawing measures what a test page does not have; here it is a list of what can be picked.
jest.mock('./TopologyGraph', () => ({
  TopologyGraph: (props: {
    topology: { nodes: Array<{ id: string; name: string }> };
    onPick: (id: string) => void;
  }) =>
    props.topology.nodes.map(({ id, name }) => (
      <button key={id} onClick={() => props.onPick(id)}>
        {name}
      </button>
    )),
}));

const methods = {
  getTopology: async () => aTopology(),
  getImpact: async () => anImpact(),
};

describe('TopologyContent', () => {
  it('tells of what is picked what goes down, whose it is and what survives', async () => {
    renderInfra(<TopologyContent />, methods);
    await userEvent.click(await screen.findByRole('button', { name: 'r11' }));
    const panel = await screen.findByRole('region', {
      name: 'Without rack r11',
    });
    expect(panel).toHaveTextContent('30 instances go down');
    expect(panel).toHaveTextContent('28 of them running');
    const whose = within(panel).getByRole('table', { name: 'Whose it is' });
    expect(
      within(whose).getByRole('row', { name: /payments-dev/ }),
    ).toHaveTextContent(/283$/);
    expect(within(whose).getByRole('row', { name: /old/ })).toHaveTextContent(
      'Tenant of os-eu1',
    );
    expect(
      within(panel).getByRole('row', { name: /r12-n01/ }),
    ).toHaveTextContent('core-1core-2');
    expect(within(panel).getByRole('link', { name: 'api-1' })).toHaveAttribute(
      'href',
      '/infra/inventory?kind=instance&open=instance%3Aos-eu1%2F1',
    );
  });

  it('takes whatever else by its name, and pages through the instances', async () => {
    const asked: unknown[] = [];
    renderInfra(<TopologyContent />, {
      ...methods,
      getImpact: async query => {
        asked.push(query);
        return anImpact();
      },
    });
    await userEvent.type(
      await screen.findByRole('combobox', { name: 'What fails?' }),
      'r12-n05{Enter}',
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Next' }));
    await screen.findByText('26–26 of 30');
    expect(asked).toEqual([
      { target: 'r12-n05', limit: 25, offset: 0 },
      { target: 'r12-n05', limit: 25, offset: 25 },
    ]);
  });

  it('tells what nobody can tell', async () => {
    const machine = {
      id: 'machine:maas-eu1/7',
      kind: 'machine' as const,
      name: 'n7',
      status: 'deployed',
    };
    renderInfra(
      <TopologyContent />,
      {
        ...methods,
        getImpact: async () =>
          anImpact({
            uncertain: [
              {
                machine,
                host: { ...machine, kind: 'hypervisor', name: 'cpu-9' },
                by: 'systemUuid',
                against: 'serial',
                instances: 4,
              },
            ],
          }),
      },
      { at: '/?target=rack:eu1/r11' },
    );
    const doubts = await screen.findByRole('table', {
      name: 'May go down as well',
    });
    expect(
      within(doubts).getByRole('row', { name: /cpu-9/ }),
    ).toHaveTextContent('systemUuid, against serial4');
  });

  it('says what is not drawn', async () => {
    renderInfra(<TopologyContent />, {
      ...methods,
      getTopology: async () => aTopology({ omitted: 1850 }),
    });
    expect(
      await screen.findByText(/1850 more are not drawn/),
    ).toBeInTheDocument();
  });

  it('says so when there is nothing', async () => {
    renderInfra(<TopologyContent />, {
      getTopology: async () => aTopology({ nodes: [], edges: [] }),
    });
    expect(
      await screen.findByText('Nothing stands anywhere yet'),
    ).toBeInTheDocument();
  });

  it('says that it loads', async () => {
    renderInfra(<TopologyContent />, { getTopology: never });
    expect(
      await screen.findByRole('status', { name: 'Loading the topology' }),
    ).toBeInTheDocument();
  });

  it.each([
    [unavailable, 'Could not load the topology'],
    [denied, 'You may not see the topology'],
  ])('says plainly why nothing can be shown', async (getTopology, title) => {
    renderInfra(<TopologyContent />, { getTopology });
    expect(await screen.findByText(title)).toBeInTheDocument();
  });

  it('tells why a name is not enough', async () => {
    renderInfra(
      <TopologyContent />,
      {
        getTopology: async () => {
          throw new InfraApiError(
            'There are 2 things called r1: say which, such as rack:eu1/r1.',
            400,
            'InputError',
            [],
          );
        },
      },
      { at: '/?target=r1' },
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There are 2 things called r1',
    );
  });

  it('leads back from what there is not', async () => {
    renderInfra(
      <TopologyContent />,
      {
        getTopology: async (query = {}) =>
          query.focus ? notFound() : aTopology(),
      },
      { at: '/?target=nix' },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show the whole estate' }),
    );
    expect(
      await screen.findByRole('button', { name: 'r11' }),
    ).toBeInTheDocument();
  });
});

describe('the drawing', () => {
  it('has what stands on something to the right of it', () => {
    const places = layOut(aTopology());
    expect(places.get('rack:eu1/r11')!.x).toBeGreaterThan(
      places.get('site:eu1')!.x,
    );
  });

  it('leaves out power when nobody wants to see it, except for what was picked', () => {
    const { nodes, edges } = aTopology();
    const feeds = ['a', 'b'].map(name => ({
      ...nodes[1],
      id: `feed:eu1/${name}`,
      kind: 'feed' as const,
    }));
    const power = feeds.map(({ id }) => ({
      from: 'rack:eu1/r11',
      to: id,
      group: 'power' as const,
      redundant: true,
    }));
    const all = { nodes: [...nodes, ...feeds], edges: [...edges, ...power] };
    expect(onlyLayers(all, ['provider'], 'feed:eu1/b')).toEqual({
      nodes: [...nodes, feeds[1]],
      edges: [...edges, power[1]],
    });
    expect(onlyLayers(all, ['feed'], undefined)).toEqual(all);
  });

  it('leaves out that something is at a site when it stands on something else there', () => {
    const edge = { group: 'place' as const, redundant: false };
    const { nodes, edges } = aTopology();
    const room = { ...edge, from: 'rack:eu1/r11', to: 'room:eu1/hall' };
    expect(drawnEdges({ nodes, edges })).toEqual(edges);
    expect(drawnEdges({ nodes, edges: [...edges, room] })).toEqual([room]);
  });
});
