import type { Topology } from '@ironstage/plugin-infra-common';

/** What can be left out of the drawing. */
export const LAYERS = [
  { kind: 'feed', label: 'Power feeds' },
  { kind: 'switch', label: 'Switches' },
  { kind: 'provider', label: 'Providers' },
] as const;

/** {@inheritDoc LAYERS} */
export type Layer = (typeof LAYERS)[number]['kind'];

/** Places come first: power and switches are asked for, unless somebody has picked something and wants to know all. */
export function layersAtFirst(target: string | undefined): Layer[] {
  return target ? LAYERS.map(({ kind }) => kind) : ['provider'];
}

/** The graph without what nobody wants to see; the target stays. */
export function onlyLayers<T extends Pick<Topology, 'nodes' | 'edges'>>(
  topology: T,
  layers: readonly Layer[],
  target: string | undefined,
): T {
  const hidden = LAYERS.map(({ kind }) => kind).filter(
    kind => !layers.includes(kind),
  );
  const nodes = topology.nodes.filter(
    ({ id, kind }) => id === target || !hidden.some(one => one === kind),
  );
  const ids = new Set(nodes.map(({ id }) => id));
  return {
    ...topology,
    nodes,
    edges: topology.edges.filter(
      ({ from, to }) => ids.has(from) && ids.has(to),
    ),
  };
}
