import type { TargetKind } from '@ironstage/plugin-infra-common';

/** What one thing needs of another. */
export type NeedGroup = 'place' | 'power' | 'switch' | 'host' | 'provider';

/** Something that a thing can't do without; one of several is enough. */
export interface Need {
  group: NeedGroup;
  /** ids of nodes; never empty */
  any: readonly string[];
}

/** A place, a piece of equipment, or a row of the inventory that others stand on. */
export interface GraphNode {
  /** a ref, or `kind:site/name` */
  id: string;
  kind: TargetKind;
  name: string;
  site: string | null;
  needs: Need[];
}

/** Where and how a machine or host stands, by the overlay or by its provider. */
export interface Placement {
  rack: string | null;
  unit: number | null;
  height: number;
  feeds: readonly string[];
  ports: ReadonlyArray<{ switch: string; port: string | null }>;
}

interface Dependant {
  node: GraphNode;
  need: Need;
}

/** What stands on what, instances excepted. */
export class Graph {
  readonly nodes = new Map<string, GraphNode>();
  private readonly above = new Map<string, Dependant[]>();

  add(node: GraphNode): void {
    this.nodes.set(node.id, node);
  }

  /** To be called once all nodes are there. Needs of what does not exist are dropped. */
  seal(): this {
    for (const node of this.nodes.values()) {
      node.needs = node.needs
        .map(need => ({
          ...need,
          any: need.any.filter(id => this.nodes.has(id)),
        }))
        .filter(need => need.any.length > 0);
      for (const need of node.needs) {
        for (const id of need.any) {
          const known = this.above.get(id);
          if (known) {
            known.push({ node, need });
          } else {
            this.above.set(id, [{ node, need }]);
          }
        }
      }
    }
    return this;
  }

  /** What stands on a node, directly. */
  dependants(id: string): readonly Dependant[] {
    return this.above.get(id) ?? [];
  }

  /**
   * What goes down with a node: whatever has lost all that one of its needs could be met by, and so on.
   */
  cascade(target: string): Cascade {
    const down = new Set([target]);
    const left = new Map<Need, number>();
    const hit = new Map<Need, GraphNode>();
    const queue = [target];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const { node, need } of this.dependants(id)) {
        const remaining = (left.get(need) ?? need.any.length) - 1;
        left.set(need, remaining);
        hit.set(need, node);
        if (remaining === 0 && !down.has(node.id)) {
          down.add(node.id);
          queue.push(node.id);
        }
      }
    }
    const redundant = [...hit]
      .filter(([, node]) => !down.has(node.id))
      .map(([need, node]) => ({
        node,
        group: need.group,
        lost: need.any.filter(id => down.has(id)),
        left: need.any.filter(id => !down.has(id)),
      }));
    return { down, redundant };
  }
}

/** {@inheritDoc Graph.cascade} */
export interface Cascade {
  /** ids, the target's included */
  down: Set<string>;
  /** what has lost one of several and goes on by the others */
  redundant: Array<{
    node: GraphNode;
    group: NeedGroup;
    lost: string[];
    left: string[];
  }>;
}
