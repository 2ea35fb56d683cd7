import { EstateModel } from '../estate/EstateModel';
import { Interned, toEstateRow, type EstateColumns } from '../estate/EstateRow';
import { buildGraph } from '../graph/buildGraph';
import { mergeOverlays } from '../overlay/overlaySchema';
import { parseOverlay } from '../overlay/parseOverlay';
import { TopologyView } from './topologyGraph';

const { overlay } = parseOverlay(
  'o.yaml',
  `racks:
  - { name: r1, site: eu1, room: hall, height: 10, feeds: [a, b], switches: [sw1] }
  - { name: r2, site: eu1, room: hall, height: 10 }
feeds:
  - { name: a, site: eu1, from: ups }
  - { name: ups, site: eu1 }
machines:
  - { match: { name: n1 }, rack: r1 }
  - { match: { name: n2 }, rack: r1, feeds: [a] }
  - { match: { name: n3 }, rack: r2, ports: [{ switch: sw1 }] }
`,
);

const row = (
  kind: EstateColumns['kind'],
  provider: string,
  id: string,
  name: string,
  host: string | null = null,
): EstateColumns => ({
  ref: `${kind}:${provider}/${id}`,
  kind,
  provider,
  name,
  status: 'up',
  site: 'eu1',
  project: null,
  owner: null,
  shared: 0,
  project_external_id: null,
  host_ref: host,
  capacity: null,
  attributes: '{}',
});

function setUp() {
  const model = new EstateModel();
  const interned = new Interned();
  for (const one of [
    row('machine', 'maas', '1', 'n1'),
    row('machine', 'maas', '2', 'n2'),
    row('machine', 'maas', '3', 'n3'),
    row('hypervisor', 'os', 'h1', 'n1'),
    row('instance', 'os', 'i1', 'a', 'hypervisor:os/h1'),
    row('instance', 'os', 'i2', 'b', 'hypervisor:os/h1'),
  ]) {
    model.put(toEstateRow(one, interned));
  }
  const built = buildGraph(model, mergeOverlays([overlay]), [
    { id: 'os', title: 'OpenStack', site: 'eu1' },
  ]);
  const view = new TopologyView(model, built);
  return {
    built,
    all: (limit: number) => view.of({ limit }),
    around: (id: string, limit = 50) =>
      view.of({ limit }, built.graph.nodes.get(id)!),
  };
}

it('shows kinds whole or not at all, and says how many are left out', () => {
  const { all } = setUp();
  expect(all(50).nodes.map(({ id }) => id)).toEqual([
    'site:eu1',
    'room:eu1/hall',
    'provider:os',
    'rack:eu1/r1',
    'rack:eu1/r2',
    'feed:eu1/a',
    'feed:eu1/b',
    'feed:eu1/ups',
    'switch:eu1/sw1',
  ]);
  const few = all(4);
  expect(few.nodes.map(({ kind }) => kind)).toEqual([
    'site',
    'room',
    'provider',
  ]);
  expect(few.omitted).toBe(6);
});

it('folds what is not drawn into counts, a place only with what is in it', () => {
  const { all } = setUp();
  const told = new Map(
    all(50).nodes.map(({ id, folded, instances }) => [id, [folded, instances]]),
  );
  expect(told.get('site:eu1')).toEqual([3, 2]);
  // n3 hangs on a switch that is in r1, and stands in r2
  expect(told.get('rack:eu1/r1')).toEqual([2, 2]);
  expect(told.get('switch:eu1/sw1')).toEqual([3, 2]);
  expect(told.get('feed:eu1/ups')).toEqual([2, 2]);
  expect(told.get('feed:eu1/b')).toEqual([1, 2]);
  expect(told.get('provider:os')).toEqual([1, 2]);
});

it('draws around one thing what becomes of the rest without it', () => {
  const { around } = setUp();
  const { nodes, edges } = around('feed:eu1/ups');
  const effects = nodes.map(({ id, effect }) => `${id} ${effect}`).sort();
  expect(effects).toEqual(
    [
      'feed:eu1/a down',
      'feed:eu1/ups down',
      'machine:maas/1 degraded',
      'machine:maas/2 down',
      'machine:maas/3 null',
      'hypervisor:os/h1 null',
      'site:eu1 null',
      'switch:eu1/sw1 degraded',
    ].sort(),
  );
  expect(edges).toContainEqual({
    from: 'machine:maas/1',
    to: 'feed:eu1/a',
    group: 'power',
    // the other one is not drawn, and counts all the same
    redundant: true,
  });
  expect(around('feed:eu1/ups', 3)).toMatchObject({ omitted: 5 });
  // feeds hang on the site as rooms do, and say less of it
  expect(around('site:eu1', 4).nodes.map(({ id }) => id)).toEqual([
    'site:eu1',
    'room:eu1/hall',
    'provider:os',
    'feed:eu1/a',
  ]);
});

it('draws from a folded rack what its machines hang on outside of it', () => {
  const { all } = setUp();
  expect(all(50).edges.filter(({ from }) => from === 'rack:eu1/r2')).toEqual([
    {
      from: 'rack:eu1/r2',
      to: 'room:eu1/hall',
      group: 'place',
      redundant: false,
    },
    {
      from: 'rack:eu1/r2',
      to: 'switch:eu1/sw1',
      group: 'switch',
      redundant: false,
    },
  ]);
});
