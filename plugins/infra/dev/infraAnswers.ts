import {
  checkInstanceName,
  DEFAULT_NAMING_RULES,
  gpuTitle,
  hostQuerySchema,
  operationQuerySchema,
  projectQuerySchema,
  resourceQuerySchema,
  sumVectors,
  type CapacityPart,
  type ProviderIssue,
  type Resource,
  type RouteName,
} from '@ironstage/plugin-infra-common';
import {
  aForecast,
  aHistory,
  aMachineCapacity,
  aPolicy,
  figures,
  minutesFromNow,
} from '../src/testing/factories';
import {
  hypervisors,
  leasesOf,
  projects,
  providers,
  resources,
} from './estate';
import { operations } from './operations';
import type { Variant } from './variant';

/** A request as the answers see it. */
export interface Asked {
  params: Record<string, string>;
  query: Record<string, string | string[]>;
  body: { type?: string; input?: Record<string, unknown> };
  variant: Variant;
  /** entity ref of who asks */
  user: string;
}

/** An answer that is not a success. */
export class Refusal extends Error {
  constructor(readonly status: number, name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const missing = () =>
  new Refusal(404, 'NotFoundError', 'There is no such thing');

function issues(variant: Variant): ProviderIssue[] {
  return variant === 'stale'
    ? [
        {
          provider: 'os-us1',
          message: 'The connection to its identity service times out.',
          since: minutesFromNow(-190),
        },
      ]
    : [];
}

function aged<T extends Resource>(row: T, variant: Variant): T {
  return variant === 'stale' && row.provider === 'os-us1'
    ? { ...row, stale: true, lastSeenAt: minutesFromNow(-190) }
    : row;
}

function part(
  id: string,
  name: string,
  rows: Resource[],
  more: Partial<CapacityPart>,
): CapacityPart {
  const sum = (key: 'total' | 'reserved' | 'deliverable' | 'allocated') =>
    sumVectors(rows.flatMap(row => (row.capacity ? [row.capacity[key]] : [])));
  return {
    id,
    name,
    provider: rows[0].provider,
    site: rows[0].site,
    zone: null,
    status: 'ok',
    stale: false,
    granted: null,
    ...figures({
      total: sum('total'),
      reserved: sum('reserved'),
      deliverable: sum('deliverable'),
      allocated: sum('allocated'),
    }),
    ...more,
  };
}

function capacity({ variant, user }: Asked) {
  const rows = variant === 'none' ? [] : hypervisors;
  const granted = sumVectors(projects.map(({ usage }) => usage.quota));
  const byProvider = providers
    .filter(() => rows.length > 0)
    .map(({ id, title }) =>
      part(
        id,
        title,
        rows.filter(row => row.provider === id),
        {
          granted,
          stale: variant === 'stale' && id === 'os-us1',
          status: variant === 'stale' && id === 'os-us1' ? 'unreachable' : 'ok',
        },
      ),
    );
  const sum = (key: 'total' | 'reserved' | 'deliverable' | 'allocated') =>
    sumVectors(byProvider.map(one => one[key]));
  return {
    overall: {
      ...figures({
        total: sum('total'),
        reserved: sum('reserved'),
        deliverable: sum('deliverable'),
        allocated: sum('allocated'),
      }),
      granted,
    },
    providers: byProvider,
    gpus: gpusOf(byProvider),
    hosts:
      user === 'user:default/dana'
        ? null
        : { total: rows.length, up: rows.length },
    errors: issues(variant),
  };
}

function gpusOf(parts: CapacityPart[]) {
  const total = sumVectors(parts.map(one => one.deliverable)).gpus;
  const allocated = sumVectors(parts.map(one => one.allocated)).gpus;
  return Object.keys(total).map(model => ({
    model,
    title: gpuTitle(model),
    form: model.includes('/') ? 'slice' : 'card',
    inMachines: model.includes('/') ? null : total[model],
    total: total[model],
    deliverable: total[model],
    allocated: allocated[model] ?? 0,
    free: total[model] - (allocated[model] ?? 0),
    granted: 0,
  }));
}

function listCapacityHosts({ query, variant }: Asked) {
  const asked = hostQuerySchema.parse(query);
  const found = (variant === 'none' ? [] : hypervisors).filter(
    row => !asked.q || row.name.includes(asked.q),
  );
  return {
    items: found.slice(asked.offset, asked.offset + asked.limit).map(row =>
      part(row.ref, row.name, [row], {
        zone: row.zone,
        status: row.status,
        stale: aged(row, variant).stale,
      }),
    ),
    total: found.length,
    errors: issues(variant),
  };
}

function listResources({ query, variant }: Asked) {
  const asked = resourceQuerySchema.parse(query);
  const key = asked.sort.replace(/^-/, '') as 'name';
  const turn = asked.sort.startsWith('-') ? -1 : 1;
  const within = (list: string[] | undefined, value: string | null) =>
    !list?.length || list.includes(value ?? '');
  const found = (variant === 'none' ? [] : resources)
    .filter(
      row =>
        within(asked.kind, row.kind) &&
        within(asked.provider, row.provider) &&
        within(asked.site, row.site) &&
        within(asked.project, row.project) &&
        within(asked.status, row.status) &&
        (!asked.q || JSON.stringify(row).includes(asked.q)),
    )
    .sort(
      (a, b) =>
        turn *
        String(a[key] ?? '').localeCompare(String(b[key] ?? ''), 'en', {
          numeric: true,
        }),
    );
  return {
    items: found
      .slice(asked.offset, asked.offset + asked.limit)
      .map(row => aged(row, variant)),
    total: found.length,
    errors: issues(variant),
  };
}

function listProjects({ query, variant }: Asked) {
  const asked = projectQuerySchema.parse(query);
  const found = (variant === 'none' ? [] : projects).filter(
    project =>
      (!asked.owner?.length || asked.owner.includes(project.owner)) &&
      (!asked.q || project.name.includes(asked.q)),
  );
  return {
    items: found.slice(asked.offset, asked.offset + asked.limit),
    total: found.length,
    errors: issues(variant),
  };
}

function listOperations({ query, variant }: Asked) {
  const asked = operationQuerySchema.parse(query);
  const found = (variant === 'none' ? [] : operations).filter(
    operation =>
      (!asked.state?.length || asked.state.includes(operation.state)) &&
      (!asked.project?.length ||
        asked.project.includes(operation.project ?? '')) &&
      (!asked.requester?.length ||
        asked.requester.includes(operation.requester)),
  );
  return {
    items: found.slice(asked.offset, asked.offset + asked.limit),
    total: found.length,
    errors: [],
  };
}

function decide(id: string, state: 'queued' | 'rejected' | 'cancelled') {
  const operation = operations.find(one => one.id === id);
  if (!operation) {
    throw missing();
  }
  Object.assign(operation, { state, actions: [] });
  return operation;
}

/** The answers to the routes of the contract; what is not here is answered 404. */
export const answers: Partial<Record<RouteName, (asked: Asked) => unknown>> = {
  listProviders: ({ variant }) => ({
    items: variant === 'none' ? [] : providers,
  }),
  listResources,
  getResource: ({ params, variant }) => {
    const row = resources.find(({ ref }) => ref === params.ref);
    if (!row) {
      throw missing();
    }
    return aged(row, variant);
  },
  getCapacity: capacity,
  getCapacityHistory: ({ query }) => aHistory({ class: String(query.class) }),
  getCapacityForecast: () => ({ items: [aForecast()], errors: [] }),
  listCapacityHosts,
  getMachineCapacity: () => aMachineCapacity(),
  listProjects,
  getProject: ({ params, variant }) => {
    const project = projects.find(({ name }) => name === params.name);
    if (!project) {
      throw missing();
    }
    return {
      ...project,
      usage: {
        ...project.usage,
        stale: variant === 'stale' ? ['os-us1'] : [],
      },
      leases: leasesOf(project.name),
      errors: issues(variant),
    };
  },
  listTenants: () => ({ items: [], total: 0, errors: [] }),
  listQuotaChanges: () => ({ items: [], total: 0, errors: [] }),
  getPolicy: () => aPolicy(),
  listSshKeys: () => ({
    items: [
      {
        label: 'dana@laptop',
        publicKey:
          'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJTqo0iF7mQ4T6Z0o5r0Z0b1wQyq3yB2ZkqV0m8c9d3X dana@laptop',
        lastUsedAt: minutesFromNow(-3000),
      },
    ],
  }),
  checkOperation: ({ body }) => ({
    problems: [
      ...(typeof body.input?.name === 'string'
        ? checkInstanceName(body.input.name, DEFAULT_NAMING_RULES)
        : []),
      ...(body.input?.flavor === 'm1.xlarge'
        ? [
            {
              field: 'flavor',
              class: 'policy',
              message:
                'The project has 4 vCPUs left of its quota, the flavor m1.xlarge takes 8.',
            },
          ]
        : []),
    ],
    title: null,
    project: null,
    takes: null,
    approvalReasons: [],
  }),
  listOperations,
  getOperation: ({ params }) => {
    const operation = operations.find(({ id }) => id === params.id);
    if (!operation) {
      throw missing();
    }
    return operation;
  },
  approveOperation: ({ params }) => decide(params.id, 'queued'),
  rejectOperation: ({ params }) => decide(params.id, 'rejected'),
  cancelOperation: ({ params }) => decide(params.id, 'cancelled'),
};
