import { graphlib, layout } from '@dagrejs/dagre';
import type { Topology } from '@ironstage/plugin-infra-common';

/** Of a node, in pixels. */
export const NODE_WIDTH = 190;
/** {@inheritDoc NODE_WIDTH} */
export const NODE_HEIGHT = 64;

/** Where a node stands: the upper left corner. */
export type Position = { x: number; y: number };

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
    nodesep: 14,
    ranksep: 70,
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
