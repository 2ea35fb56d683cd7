import { formatResourceRef } from '@ironstage/plugin-infra-common';
import type { EstateModel } from '../estate/EstateModel';
import type { EstateRow } from '../estate/EstateRow';
import type { Attachments } from '../graph/attachments';
import type { Built } from '../graph/buildGraph';
import type { Cascade, GraphNode } from '../graph/Graph';
import { fallenInstances } from './fallenInstances';
import { InstanceOrder } from './InstanceOrder';

/** States in which somebody notices when an instance goes down. */
const RUNNING = new Set(['active', 'paused', 'changing', 'rescue']);

/** A project with what it loses; its name is null for what belongs to none of the portal. */
export interface ProjectLoss {
  project: string | null;
  /** of what belongs to no project: the tenant at the provider */
  tenant: EstateRow | null;
  owner: string | null;
  down: number;
  left: number;
  machines: number;
}

/** A server group with what it loses. */
export interface GroupLoss {
  name: string;
  policy: string | null;
  provider: string;
  project: string | null;
  down: number;
  left: number;
}

/** Everything that follows from the loss of a node, whosever it is. */
export interface BlastRadius {
  target: GraphNode;
  /** the target first, then by kind and name */
  equipment: GraphNode[];
  instances: InstanceOrder;
  running: number;
  projects: ProjectLoss[];
  groups: GroupLoss[];
  redundant: Cascade['redundant'];
  otherNetwork: number;
  unmanaged: number;
  /** joins that may bring further hosts down */
  uncertain: Built['joins'];
}

const compare = (a: string, b: string) => {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
};

const ORDER: ReadonlyArray<GraphNode['kind']> = [
  'site',
  'room',
  'rack',
  'feed',
  'switch',
  'provider',
  'network',
  'machine',
  'hypervisor',
];

const byKind = (a: GraphNode, b: GraphNode) =>
  ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
  compare(a.name, b.name) ||
  compare(a.id, b.id);

const add = <K>(sums: Map<K, number>, key: K) =>
  sums.set(key, (sums.get(key) ?? 0) + 1);

/** A project of the portal, or a tenant that is none; no name has a line break in it. */
const projectKey = ({ project, owner, provider, tenant }: EstateRow) =>
  project ?? `\n${owner}\n${provider}\n${tenant}`;

interface Totals {
  version: number;
  byProject: Map<string, number>;
}

const totals = new WeakMap<EstateModel, Totals>();

/** How many instances each project has: asked for with every blast radius, and the same until something changes. */
function totalsOf(model: EstateModel): ReadonlyMap<string, number> {
  const known = totals.get(model);
  if (known?.version === model.version) {
    return known.byProject;
  }
  const byProject = new Map<string, number>();
  for (const one of model.ofKind('instance')) {
    add(byProject, projectKey(one));
  }
  totals.set(model, { version: model.version, byProject });
  return byProject;
}

const tenantOf = (model: EstateModel, row: EstateRow) =>
  row.project === null && row.tenant !== null
    ? model.get(
        formatResourceRef({
          kind: 'project',
          provider: row.provider,
          externalId: row.tenant,
        }),
      ) ?? null
    : null;

/** One server group has one name within a tenant of a provider. */
const groupKey = ({ provider, tenant, group }: EstateRow) =>
  `${provider}\n${tenant}\n${group!.name}`;

function projectLosses(
  model: EstateModel,
  down: ReadonlySet<EstateRow>,
  machines: readonly EstateRow[],
): ProjectLoss[] {
  const all = totalsOf(model);
  const lost = new Map<string, ProjectLoss>();
  const lossOf = (row: EstateRow) => {
    const key = projectKey(row);
    const known = lost.get(key) ?? {
      project: row.project,
      tenant: tenantOf(model, row),
      owner: row.owner,
      down: 0,
      left: all.get(key) ?? 0,
      machines: 0,
    };
    lost.set(key, known);
    return known;
  };
  for (const one of down) {
    const loss = lossOf(one);
    loss.down += 1;
    loss.left -= 1;
  }
  for (const one of machines.filter(row => row.project || row.owner)) {
    lossOf(one).machines += 1;
  }
  return [...lost.values()].sort(
    (a, b) =>
      b.down - a.down ||
      b.machines - a.machines ||
      compare(a.project ?? '\uffff', b.project ?? '\uffff') ||
      compare(a.tenant?.name ?? '', b.tenant?.name ?? ''),
  );
}

function groupLosses(
  model: EstateModel,
  down: ReadonlySet<EstateRow>,
): GroupLoss[] {
  const lost = new Map<string, GroupLoss>();
  for (const one of down) {
    if (one.group) {
      const key = groupKey(one);
      const known = lost.get(key) ?? {
        ...one.group,
        provider: one.provider,
        project: one.project,
        down: 0,
        left: 0,
      };
      known.down += 1;
      lost.set(key, known);
    }
  }
  if (lost.size > 0) {
    for (const one of model.ofKind('instance')) {
      const loss = one.group && !down.has(one) && lost.get(groupKey(one));
      if (loss) {
        loss.left += 1;
      }
    }
  }
  return [...lost.values()].sort(
    (a, b) =>
      a.left - b.left ||
      compare(a.name, b.name) ||
      compare(a.provider, b.provider) ||
      compare(a.project ?? '', b.project ?? ''),
  );
}

/** What goes down with a node, whose it is, and what does not. */
export function blastRadius(
  model: EstateModel,
  { graph, joins }: Built,
  attachments: Attachments,
  target: GraphNode,
): BlastRadius {
  const { down: nodes, redundant } = graph.cascade(target.id);
  const { down, otherNetwork } = fallenInstances(
    model,
    graph,
    attachments,
    nodes,
  );
  const rowsOf = (kind: 'machine') =>
    [...model.ofKind(kind)].filter(row => nodes.has(row.ref));
  let running = 0;
  for (const { status } of down) {
    running += RUNNING.has(status) ? 1 : 0;
  }
  const managed =
    target.kind === 'provider'
      ? [...model.ofKind('machine')].filter(
          row =>
            `provider:${row.provider}` === target.id && !nodes.has(row.ref),
        )
      : [];
  const others = [...nodes]
    .filter(id => id !== target.id)
    .map(id => graph.nodes.get(id)!)
    .sort(byKind);
  return {
    target,
    equipment: [target, ...others],
    instances: new InstanceOrder(down),
    running,
    projects: projectLosses(model, down, rowsOf('machine')),
    groups: groupLosses(model, down),
    redundant: redundant.sort((a, b) => byKind(a.node, b.node)),
    otherNetwork,
    unmanaged: managed.length,
    uncertain: joins.filter(
      ({ machine, host, certain }) =>
        !certain && nodes.has(machine.ref) && !nodes.has(host.ref),
    ),
  };
}
