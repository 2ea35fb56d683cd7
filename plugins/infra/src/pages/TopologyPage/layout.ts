import { graphlib, layout } from '@dagrejs/dagre';
import type { Topology } from '@ironstage/plugin-infra-common';

/** Of a node, in pixels. */
export const NODE_WIDTH = 196;
/** {@inheritDoc NODE_WIDTH} */
export const NODE_HEIGHT = 60;

/** Where a node stands: the upper left corner. */
export type Position = { x: number; y: number };

/**
 * Edges that are drawn: that something is at a site goes without saying when it stands on something else there.
 */
export function drawnEdges({
  nodes,
  edges,
}: Pick<Topology, 'nodes' | 'edges'>): Topology['edges'] {
  const sites = new Set(
    nodes.filter(({ kind }) => kind === 'site').map(({ id }) => id),
  );
  const elsewhere = new Set(
    edges.filter(({ to }) => !sites.has(to)).map(({ from }) => from),
  );
  return edges.filter(({ from, to }) => !sites.has(to) || !elsewhere.has(from));
}

/** Puts what stands on something to the right of it. */
export function layOut({
  nodes,
  edges,
}: Pick<Topology, 'nodes' | 'edges'>): Map<string, Position> {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    // the others take seconds for a thousand nodes
    ranker: 'longest-path',
    nodesep: 10,
    ranksep: 48,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) {
    graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  for (const { from, to, group } of edges) {
    graph.setEdge(to, from, {}, group);
  }
  layout(graph);
  return new Map(
    nodes.map(({ id }) => {
      const { x, y } = graph.node(id);
      return [id, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }];
    }),
  );
}
