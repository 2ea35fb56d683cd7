import type {
  ImpactQuery,
  OverlayState,
  RackQuery,
  Relation,
  RelationQuery,
  Relations,
  TopologyQuery,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';
import { noSuchResource } from '../inventory/absent';
import type { SyncStateStore } from '../inventory/SyncStateStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Estate } from './estate/Estate';
import type { EstateModel } from './estate/EstateModel';
import { Attachments } from './graph/attachments';
import { buildGraph, type Built } from './graph/buildGraph';
import { findTarget } from './graph/findTarget';
import { blastRadius, type BlastRadius } from './impact/Impact';
import { showImpact } from './impact/showImpact';
import type { OverlayFiles } from './overlay/OverlayFiles';
import { placeRelations } from './relations/placeRelations';
import { relatedTo, type RelatedRow } from './relations/related';
import {
  FULL_SIGHT,
  type TopologyService,
  type TopologySight,
} from './TopologyService';
import { elevation, racksOf } from './views/racks';
import { TopologyView } from './views/topologyGraph';
import { isVisible } from './visible';

/** Blast radii that are kept for the next page, or for the next person who looks. */
const KEPT = 20;

/** What follows from machines, hosts, networks and the overlay as they are. */
interface Physical {
  built: Built;
  attachments: Attachments;
  view: TopologyView;
}

const related = ({ type, row, certain, by, note }: RelatedRow): Relation => ({
  type,
  id: row.ref,
  kind: row.kind,
  name: row.name,
  status: row.status,
  certain,
  by,
  note,
});

/** Does the work of {@link TopologyService}, without asking whether the caller may. */
export class DefaultTopologyService implements TopologyService {
  private physical: { key: string; parts: Physical } | undefined;
  private readonly radii = new Map<string, BlastRadius>();
  private radiiOf = '';

  constructor(
    private readonly services: {
      estate: Estate;
      overlay: OverlayFiles;
      registry: Pick<ProviderRegistry, 'list'>;
      states: Pick<SyncStateStore, 'list'>;
    },
  ) {}

  async graph(query: TopologyQuery) {
    const model = await this.services.estate.now();
    const { built, view } = this.parts(model);
    const focus = query.focus
      ? findTarget(built.graph, query.focus)
      : undefined;
    return { ...view.of(query, focus), overlay: this.overlayState(built) };
  }

  /** Names of the racks that machines stand in, by ref. */
  async rackNames(): Promise<Map<string, string>> {
    const { built } = this.parts(await this.services.estate.now());
    const names = new Map<string, string>();
    for (const [ref, { rack }] of built.placements) {
      const name = rack && built.graph.nodes.get(rack)?.name;
      if (name) {
        names.set(ref, name);
      }
    }
    return names;
  }

  async racks(query: RackQuery) {
    const failing = new Set(
      (await this.services.states.list())
        .filter(state => state.failingSince !== null)
        .map(state => state.provider),
    );
    const model = await this.services.estate.now();
    const { built } = this.parts(model);
    const { overlay } = this.services.overlay.get();
    const all = racksOf(built);
    const inSites = all.filter(
      ({ node }) => !query.site?.length || query.site.includes(node.site ?? ''),
    );
    const words = query.q?.trim().toLowerCase() ?? '';
    const found = inSites.filter(
      ({ node, room }) =>
        (!query.room?.length || query.room.includes(room ?? '')) &&
        node.name.toLowerCase().includes(words),
    );
    const unplaced = [...built.placements.values()].filter(
      ({ rack }) => rack === null,
    ).length;
    // what has no place at all has no placement either
    const homeless = [...model.ofKind('machine')].filter(
      ({ ref }) => !built.placements.has(ref),
    ).length;
    return {
      items: found
        .slice(query.offset, query.offset + query.limit)
        .map(rack =>
          elevation(model, built, overlay, rack, id => failing.has(id)),
        ),
      total: found.length,
      sites: [...new Set(all.flatMap(({ node }) => node.site ?? []))],
      rooms: [...new Set(inSites.flatMap(({ room }) => room ?? []))],
      unplaced: unplaced + homeless,
      overlay: this.overlayState(built),
    };
  }

  async impact(
    query: ImpactQuery,
    _caller: Caller,
    sight: TopologySight = FULL_SIGHT,
  ) {
    const model = await this.services.estate.now();
    const { built, attachments } = this.parts(model);
    const target = findTarget(built.graph, query.target);
    const radius = this.radius(model, built, attachments, target.id);
    return showImpact(radius, model, built, query, sight);
  }

  async relations(
    ref: string,
    query: RelationQuery,
    _caller: Caller,
    sight: TopologySight = FULL_SIGHT,
  ): Promise<Relations> {
    const model = await this.services.estate.now();
    const row = model.get(ref);
    if (!row) {
      throw noSuchResource(ref);
    }
    const { built, attachments } = this.parts(model);
    const { standsOn, carries } = relatedTo(model, built, attachments, row);
    const seen = ({ row: one }: RelatedRow) => isVisible(sight.resources, one);
    const below = standsOn.filter(seen);
    const above = carries.filter(seen);
    const hidden =
      standsOn.length + carries.length - below.length - above.length;
    const entry = built.entries.get(ref);
    return {
      standsOn: [
        ...(sight.estate ? placeRelations(built, ref) : []),
        ...below.map(related),
        ...whose(row),
      ],
      carries: above.slice(0, query.limit).map(related),
      carriesTotal: above.length,
      hidden: sight.estate ? hidden : null,
      asset:
        sight.estate && entry
          ? {
              owner: entry.owner ?? null,
              purchasedOn: entry.purchased ?? null,
              price: entry.price ?? null,
            }
          : null,
    };
  }

  private parts(model: EstateModel): Physical {
    const { overlay, version } = this.services.overlay.get();
    const key = `${model.id} ${model.physicalVersion} ${version}`;
    if (this.physical?.key !== key) {
      const built = buildGraph(model, overlay, this.services.registry.list());
      this.physical = {
        key,
        parts: {
          built,
          attachments: new Attachments(model),
          view: new TopologyView(model, built),
        },
      };
    }
    return this.physical.parts;
  }

  private radius(
    model: EstateModel,
    built: Built,
    attachments: Attachments,
    id: string,
  ): BlastRadius {
    const now = `${this.physical?.key} ${model.version}`;
    if (this.radiiOf !== now || this.radii.size >= KEPT) {
      this.radii.clear();
      this.radiiOf = now;
    }
    const known = this.radii.get(id);
    if (known) {
      return known;
    }
    const target = built.graph.nodes.get(id)!;
    const radius = blastRadius(model, built, attachments, target);
    this.radii.set(id, radius);
    return radius;
  }

  private overlayState(built: Built): OverlayState {
    const { overlay } = this.services;
    const { loadedAt, problems } = overlay.get();
    return {
      configured: overlay.configured,
      loadedAt: overlay.configured ? loadedAt : null,
      problems: [...problems, ...built.problems],
    };
  }
}

/** Project and team of a row; whoever sees the row sees them on it. */
function whose({
  project,
  owner,
}: {
  project: string | null;
  owner: string | null;
}): Relation[] {
  const base = { status: null, certain: true, by: null, note: null };
  return [
    ...(project
      ? [
          {
            ...base,
            type: 'project',
            kind: 'project',
            id: project,
            name: project,
          } as const,
        ]
      : []),
    ...(owner
      ? [
          {
            ...base,
            type: 'owner',
            kind: 'team',
            id: owner,
            name: owner.slice(owner.lastIndexOf('/') + 1),
          } as const,
        ]
      : []),
  ];
}
