import type { Rack, RackUnit } from '@ironstage/plugin-infra-common';
import type { EstateModel } from '../estate/EstateModel';
import type { Built } from '../graph/buildGraph';
import type { GraphNode } from '../graph/Graph';
import type { Overlay } from '../overlay/overlaySchema';
import { instancesOn } from './loads';

const nameIn = (id: string) => id.slice(id.indexOf('/') + 1);

/** Where racks are: `row` is of the overlay, `room` of the graph. */
export interface RackPlace {
  node: GraphNode;
  room: string | null;
}

const byName = (a: { name: string }, b: { name: string }) =>
  a.name.localeCompare(b.name, 'en', { numeric: true });

/** Racks of the estate, by site, room and name. */
export function racksOf({ graph }: Built): RackPlace[] {
  const roomOf = (node: GraphNode) => {
    const room = node.needs
      .flatMap(need => need.any)
      .map(id => graph.nodes.get(id)!)
      .find(one => one.kind === 'room');
    return room?.name ?? null;
  };
  return [...graph.nodes.values()]
    .filter(node => node.kind === 'rack')
    .map(node => ({ node, room: roomOf(node) }))
    .sort(
      (a, b) =>
        (a.node.site ?? '').localeCompare(b.node.site ?? '') ||
        (a.room ?? '').localeCompare(b.room ?? '') ||
        byName(a.node, b.node),
    );
}

function machineUnit(
  model: EstateModel,
  built: Built,
  node: GraphNode,
  isStale: (provider: string) => boolean,
): RackUnit {
  const row = model.get(node.id)!;
  const placement = built.placements.get(node.id)!;
  const host =
    row.kind === 'machine' ? built.hostsOf.get(row.ref)?.[0] : row.ref;
  return {
    id: row.ref,
    kind: row.kind === 'machine' ? 'machine' : 'hypervisor',
    name: row.name,
    unit: placement.unit,
    height: placement.height,
    status: row.status,
    stale: isStale(row.provider),
    role: row.role ?? built.entries.get(row.ref)?.role ?? null,
    feeds: placement.feeds.map(nameIn),
    ports: placement.ports.map(port => ({
      switch: nameIn(port.switch),
      port: port.port,
    })),
    host: host ?? null,
    instances: instancesOn(model, built, row.ref),
    allocated: (host ? model.get(host)?.allocated : null) ?? null,
  };
}

const bare = {
  status: null,
  stale: false,
  role: null,
  ports: [],
  host: null,
  instances: 0,
  allocated: null,
};

function switchUnits(
  rack: Overlay['racks'][number],
  overlay: Overlay,
): RackUnit[] {
  return rack.switches.map(name => {
    const said = overlay.switches.find(
      one => one.site === rack.site && one.name === name,
    );
    return {
      ...bare,
      id: `switch:${rack.site}/${name}`,
      kind: 'switch',
      name,
      unit: said?.unit ?? null,
      height: said?.height ?? 1,
      role: 'switch',
      feeds: said?.feeds ?? rack.feeds,
    };
  });
}

/** A rack as somebody sees it who stands in front of it. */
export function elevation(
  model: EstateModel,
  built: Built,
  overlay: Overlay,
  { node, room }: RackPlace,
  isStale: (provider: string) => boolean,
): Rack {
  const said = overlay.racks.find(
    one => one.site === node.site && one.name === node.name,
  );
  const machines = built.graph
    .dependants(node.id)
    .filter(({ node: one }) => built.placements.has(one.id))
    .map(({ node: one }) => machineUnit(model, built, one, isStale));
  const others: RackUnit[] = (said?.equipment ?? []).map(one => ({
    ...bare,
    id: null,
    kind: 'other',
    name: one.name,
    unit: one.unit,
    height: one.height,
    feeds: [],
  }));
  const units = [
    ...machines,
    ...(said ? switchUnits(said, overlay) : []),
    ...others,
  ].sort((a, b) => (a.unit ?? Infinity) - (b.unit ?? Infinity) || byName(a, b));
  // one box that two providers know is in one place
  const taken = new Set<number>();
  for (const { unit, height } of units) {
    for (let at = 0; unit !== null && at < height; at++) {
      taken.add(unit + at);
    }
  }
  return {
    id: node.id,
    name: node.name,
    site: node.site ?? '',
    room,
    row: said?.row ?? null,
    height: said?.height ?? null,
    taken: taken.size,
    feeds: said?.feeds ?? [],
    units,
  };
}
