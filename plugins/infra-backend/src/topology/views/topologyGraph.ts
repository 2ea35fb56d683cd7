import type {
  TargetKind,
  Topology,
  TopologyNode,
  TopologyQuery,
} from '@ironstage/plugin-infra-common';
import type { EstateModel } from '../estate/EstateModel';
import type { Built } from '../graph/buildGraph';
import type { GraphNode, NeedGroup } from '../graph/Graph';
import { instancesOn } from './loads';

/** Drawn without a focus: places, equipment and providers. */
const FRAME: readonly TargetKind[] = [
  'site',
  'room',
  'provider',
  'rack',
  'feed',
  'switch',
];

/** By what feeds hang on feeds, and switches on switches. */
const kindOfWay = { feed: 'power', switch: 'switch' } as const;

/** Machines, and hosts whose machine nobody knows, by what they stand on: places, equipment and providers. */
function standing(built: Built): Map<string, Set<string>> {
  const { graph, placements, hostsOf } = built;
  const boxes = new Map<string, Set<string>>();
  const put = (id: string, box: string) => {
    const known = boxes.get(id);
    if (known) {
      known.add(box);
    } else {
      boxes.set(id, new Set([box]));
    }
  };
  // a rack holds what is in it, not all that hangs on a switch that is in it
  const leads = (kind: TargetKind, group: NeedGroup) =>
    kind === 'feed' || kind === 'switch' ? group === kindOfWay[kind] : true;
  const climb = (id: string, box: string, seen: Set<string>) => {
    const node = graph.nodes.get(id)!;
    for (const { any, group } of node.needs) {
      if (!leads(node.kind, group)) {
        continue;
      }
      for (const below of any.filter(one => !seen.has(one))) {
        seen.add(below);
        put(below, box);
        climb(below, box, seen);
      }
    }
  };
  for (const box of placements.keys()) {
    const seen = new Set<string>();
    climb(box, box, seen);
    for (const host of hostsOf.get(box) ?? []) {
      climb(host, box, seen);
    }
  }
  return boxes;
}

/**
 * As many kinds as fit, each with all that there is of it: a half of the racks would look like all of them. Whatever
 * does not fit is folded into what it stands in.
 */
function wholeKinds(nodes: readonly GraphNode[], limit: number): GraphNode[] {
  const shown: GraphNode[] = [];
  for (const kind of FRAME) {
    const all = nodes.filter(node => node.kind === kind);
    if (shown.length + all.length > limit) {
      break;
    }
    shown.push(...all);
  }
  return shown.length > 0 ? shown : nodes.slice(0, limit);
}

/** The graph as it is drawn, folded to what fits. */
export class TopologyView {
  private readonly boxes: Map<string, Set<string>>;

  constructor(
    private readonly model: EstateModel,
    private readonly built: Built,
  ) {
    this.boxes = standing(built);
  }

  /**
   * @param focus - only what it stands on and what stands on it; undefined for places, equipment and providers
   */
  of(
    { site, limit }: Pick<TopologyQuery, 'site' | 'limit'>,
    focus?: GraphNode,
  ): Omit<Topology, 'overlay'> {
    const wanted = focus
      ? this.around(focus)
      : this.frame().filter(
          node => !site?.length || site.includes(node.site ?? ''),
        );
    const shown = focus ? wanted.slice(0, limit) : wholeKinds(wanted, limit);
    const ids = new Set(shown.map(({ id }) => id));
    const cascade = focus && this.built.graph.cascade(focus.id);
    const degraded = new Set(cascade?.redundant.map(({ node }) => node.id));
    const effectOf = (id: string) => {
      if (cascade?.down.has(id)) {
        return 'down' as const;
      }
      return degraded.has(id) ? ('degraded' as const) : null;
    };
    return {
      nodes: shown.map(node => ({
        ...this.node(node, ids),
        effect: effectOf(node.id),
      })),
      edges: [...this.edges(shown, ids), ...this.foldedEdges(shown, ids)],
      omitted: wanted.length - shown.length,
    };
  }

  /** Places, equipment and providers: what is a part of the estate first. */
  private frame(): GraphNode[] {
    return [...this.built.graph.nodes.values()]
      .filter(({ kind }) => FRAME.includes(kind))
      .sort(
        (one, other) =>
          FRAME.indexOf(one.kind) - FRAME.indexOf(other.kind) ||
          one.id.localeCompare(other.id, 'en', { numeric: true }),
      );
  }

  /** The focus, then what it stands on, then what stands on it, the nearest first, of those the largest. */
  private around(focus: GraphNode): GraphNode[] {
    const { graph } = this.built;
    const met = new Set([focus.id]);
    const rank = (id: string) => {
      const at = FRAME.indexOf(graph.nodes.get(id)!.kind);
      return at < 0 ? FRAME.length : at;
    };
    const spread = (next: (id: string) => string[]) => {
      let edge = [focus.id];
      while (edge.length > 0) {
        edge = [...new Set(edge.flatMap(next))]
          .filter(id => !met.has(id))
          .sort((a, b) => rank(a) - rank(b));
        edge.forEach(id => met.add(id));
      }
    };
    spread(id => graph.nodes.get(id)!.needs.flatMap(({ any }) => any));
    spread(id => graph.dependants(id).map(({ node }) => node.id));
    return [...met].map(id => graph.nodes.get(id)!);
  }

  private node(
    node: GraphNode,
    shown: ReadonlySet<string>,
  ): Omit<TopologyNode, 'effect'> {
    const { id, kind, name, site } = node;
    const isBox = kind === 'machine' || kind === 'hypervisor';
    const boxes = isBox ? [] : [...(this.boxes.get(id) ?? [])];
    return {
      id,
      kind,
      name,
      site,
      status: this.model.get(id)?.status ?? null,
      folded: boxes.filter(box => !shown.has(box)).length,
      instances: (isBox ? [id] : boxes).reduce(
        (sum, box) => sum + instancesOn(this.model, this.built, box),
        0,
      ),
    };
  }

  private edges(shown: GraphNode[], ids: ReadonlySet<string>) {
    return shown.flatMap(node =>
      node.needs.flatMap(({ group, any }) =>
        any
          .filter(id => ids.has(id))
          .map(to => ({
            from: node.id,
            to,
            group,
            redundant: any.length > 1,
          })),
      ),
    );
  }

  /** Of a folded rack: the feeds and switches that its machines hang on. */
  private foldedEdges(shown: GraphNode[], ids: ReadonlySet<string>) {
    const { graph, placements } = this.built;
    return shown
      .filter(({ kind }) => kind === 'rack')
      .flatMap(rack => {
        const edges = new Map<string, Topology['edges'][number]>();
        for (const { node } of graph.dependants(rack.id)) {
          if (ids.has(node.id) || !placements.has(node.id)) {
            continue;
          }
          for (const { group, any } of node.needs) {
            for (const to of any) {
              const isInside = graph
                .dependants(rack.id)
                .some(one => one.node.id === to);
              if (group !== 'place' && ids.has(to) && !isInside) {
                const known = edges.get(to);
                const redundant = any.length > 1 && (known?.redundant ?? true);
                edges.set(to, { from: rack.id, to, group, redundant });
              }
            }
          }
        }
        return [...edges.values()];
      });
  }
}
