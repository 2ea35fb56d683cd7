import type {
  Impact,
  ImpactCounts,
  ImpactQuery,
  TargetKind,
} from '@ironstage/plugin-infra-common';
import type { EstateModel } from '../estate/EstateModel';
import type { EstateRow } from '../estate/EstateRow';
import type { Built } from '../graph/buildGraph';
import type { GraphNode } from '../graph/Graph';
import type { TopologySight } from '../TopologyService';
import { isVisible } from '../visible';
import type { BlastRadius, ProjectLoss } from './Impact';

/** Of each list that has no pages so many are told; how many there are in all stands beside it. */
const FIRST = 50;

const nameIn = (id: string) => id.slice(id.indexOf('/') + 1);

function counts({ equipment, instances, running }: BlastRadius): ImpactCounts {
  const of = (kind: TargetKind) =>
    equipment.filter(node => node.kind === kind).length;
  return {
    rooms: of('room'),
    racks: of('rack'),
    feeds: of('feed'),
    switches: of('switch'),
    networks: of('network'),
    machines: of('machine'),
    hypervisors: of('hypervisor'),
    instances: instances.size,
    running,
  };
}

function owners(losses: readonly ProjectLoss[]): Impact['owners'] {
  const sums = new Map<string | null, Impact['owners'][number]>();
  for (const { owner, project, down, left } of losses) {
    const sum = sums.get(owner) ?? { owner, projects: 0, down: 0, left: 0 };
    sum.projects += project === null ? 0 : 1;
    sum.down += down;
    sum.left += left;
    sums.set(owner, sum);
  }
  return [...sums.values()].sort(
    (a, b) => b.down - a.down || (a.owner ?? '').localeCompare(b.owner ?? ''),
  );
}

/** Shows a blast radius to somebody: counts are whole, names are of what he may see. */
export function showImpact(
  radius: BlastRadius,
  model: EstateModel,
  built: Built,
  query: ImpactQuery,
  sight: TopologySight,
): Impact {
  const maySee = (row: EstateRow) => isVisible(sight.resources, row);
  const statusOf = (id: string) => model.get(id)?.status ?? null;
  const isNamed = ({ id }: GraphNode) => {
    const row = model.get(id);
    return !row || maySee(row);
  };
  const show = ({ id, kind, name }: GraphNode) => ({
    id,
    kind,
    name,
    status: statusOf(id),
  });
  const showRow = ({ ref, name, status }: EstateRow) => ({
    id: ref,
    kind: built.graph.nodes.get(ref)!.kind,
    name,
    status,
  });
  const showTenant = ({ provider, ref, name }: EstateRow) => ({
    provider,
    ref,
    name,
  });
  const { target, instances, redundant } = radius;
  const seen = sight.resources === 'all' ? instances : instances.filter(maySee);
  const page = seen.page(query.offset, query.limit);
  const end = query.offset + page.length;
  const projects = radius.projects.filter(
    one =>
      one.project === null ||
      isVisible(sight.projects, {
        ...one,
        shared: 0,
        provider: '',
        kind: 'project',
        site: null,
        status: '',
      }),
  );
  const uncertain = radius.uncertain.filter(
    ({ machine, host }) => maySee(machine) && maySee(host),
  );
  const groups = radius.groups.filter(
    one =>
      one.project === null || projects.some(p => p.project === one.project),
  );
  return {
    target: { ...show(target), site: target.site },
    counts: counts(radius),
    equipment: radius.equipment.filter(isNamed).slice(0, FIRST).map(show),
    instances: page.map(one => ({
      ref: one.ref,
      name: one.name,
      status: one.status,
      provider: one.provider,
      project: one.project,
      owner: one.owner,
      host: (one.host && model.get(one.host)?.name) ?? null,
    })),
    hiddenInstances: instances.size - seen.size,
    next: end < seen.size ? end : null,
    projects: {
      items: projects.slice(0, FIRST).map(one => ({
        ...one,
        tenant:
          one.tenant && maySee(one.tenant) ? showTenant(one.tenant) : null,
      })),
      total: radius.projects.length,
      hidden: radius.projects.length - projects.length,
    },
    owners: owners(projects).slice(0, FIRST),
    survives: {
      redundant: redundant
        .filter(({ node }) => isNamed(node))
        .slice(0, FIRST)
        .map(({ node, group, lost, left }) => ({
          ...show(node),
          by: group === 'power' ? 'power' : 'switch',
          lost: lost.map(nameIn),
          left: left.map(nameIn),
        })),
      redundantTotal: redundant.length,
      otherNetwork: radius.otherNetwork,
      groups: groups.slice(0, FIRST),
      groupsTotal: groups.length,
      unmanaged: radius.unmanaged,
    },
    uncertain: uncertain.slice(0, FIRST).map(({ machine, host, verdict }) => ({
      machine: showRow(machine),
      host: showRow(host),
      by: verdict.by!,
      against: verdict.against ?? null,
      instances: model.on(host.ref).size,
    })),
    uncertainTotal: radius.uncertain.length,
  };
}
