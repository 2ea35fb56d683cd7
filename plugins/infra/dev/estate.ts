import {
  GiB,
  TiB,
  vector,
  type Resource,
} from '@ironstage/plugin-infra-common';
import {
  aHypervisor,
  aLease,
  anInstance,
  aProject,
  aProvider,
  aResource,
  aUsage,
  daysFromNow,
  minutesFromNow,
} from '../src/testing/factories';

const SITES = [
  { provider: 'os-eu1', site: 'eu1', title: 'OpenStack EU 1' },
  { provider: 'os-us1', site: 'us1', title: 'OpenStack US 1' },
];
const TEAMS = ['payments', 'ml-research', 'storefront', 'data-platform'];
const SERVICES = ['checkout', 'ledger', 'train', 'search', 'etl', 'web'];
const STATUSES = ['active', 'active', 'active', 'stopped', 'building', 'error'];
const SIZES: Array<[string, number, number, number]> = [
  ['m1.small', 1, 2, 20],
  ['m1.medium', 2, 4, 40],
  ['m1.large', 4, 8, 80],
  ['m1.xlarge', 8, 16, 160],
];

/** Projects of every team, in two environments. */
export const projects = TEAMS.flatMap((team, t) =>
  ['dev', 'prod'].map((environment, e) => {
    const name = `${team}-${environment}`;
    const fill = 0.25 + 0.2 * t + 0.1 * e;
    return aProject({
      name,
      environment,
      description: `${team.replace('-', ' ')} services, ${environment}`,
      owner: `group:default/${team}`,
      bindings: SITES.slice(0, 1 + (t % 2)).map(({ provider }) => ({
        provider,
        externalId: `tenant-${name}`,
        networkExternalId: `net-${name}`,
      })),
      usage: aUsage({
        project: name,
        quota: vector({
          vcpus: 80,
          memoryBytes: 256 * GiB,
          storageBytes: 4 * TiB,
          instances: 40,
          gpus: team === 'ml-research' ? { a100: 4 } : {},
        }),
        reserved: vector({ vcpus: 4, memoryBytes: 8 * GiB, instances: 1 }),
        used: vector({
          vcpus: Math.round(80 * fill),
          memoryBytes: Math.round(256 * fill) * GiB,
          storageBytes: 2 * TiB * fill,
          instances: Math.round(40 * fill),
          gpus: team === 'ml-research' ? { a100: 2 } : {},
        }),
      }),
    });
  }),
);

const hosts = SITES.flatMap(({ provider, site }) =>
  Array.from({ length: 14 }, (_, index) => {
    const name = `node-r${1 + Math.floor(index / 5)}-${String(
      1 + (index % 5),
    ).padStart(2, '0')}.${site}`;
    const fill = [0.2, 0.45, 0.62, 0.78, 0.93][(index * 3) % 5];
    const gpus = index % 7 === 0 ? { a100: 4 } : undefined;
    const deliverable = vector({
      vcpus: 248,
      memoryBytes: 248 * GiB,
      storageBytes: 4 * TiB,
      gpus,
    });
    return aHypervisor({
      provider,
      site,
      externalId: name,
      name,
      zone: `az${1 + (index % 2)}`,
      status: index === 9 ? 'down' : 'up',
      attributes: { rack: `r${1 + Math.floor(index / 5)}`, type: 'kvm' },
      capacity: {
        total: vector({
          vcpus: 64,
          memoryBytes: 256 * GiB,
          storageBytes: 4 * TiB,
          gpus,
        }),
        reserved: vector({ vcpus: 2, memoryBytes: 8 * GiB }),
        deliverable,
        allocated: vector({
          vcpus: Math.round(248 * fill),
          memoryBytes: Math.round(248 * fill) * GiB,
          storageBytes: 4 * TiB * fill * 0.6,
          instances: Math.round(24 * fill),
          gpus: gpus && { a100: index === 0 ? 3 : 1 },
        }),
      },
    });
  }),
);

const instances = Array.from({ length: 183 }, (_, index) => {
  const project = projects[index % projects.length];
  const place = SITES[index % 2];
  const [flavor, vcpus, memory, disk] = SIZES[index % SIZES.length];
  const gpu = index % 29 === 3;
  return anInstance({
    provider: place.provider,
    site: place.site,
    name: `${SERVICES[index % SERVICES.length]}-${1 + index}`,
    status: STATUSES[(index * 5) % STATUSES.length],
    project: project.name,
    projectExternalId: `tenant-${project.name}`,
    owner: project.owner,
    host: hosts[(index * 7) % hosts.length].ref,
    createdAt: daysFromNow(-1 - (index % 200)),
    leaseEndsAt: index % 5 === 0 ? null : daysFromNow(1 + (index % 60)),
    vector: vector({
      vcpus,
      memoryBytes: memory * GiB,
      storageBytes: disk * GiB,
      instances: 1,
      ...(gpu && { gpus: { a100: 1 } }),
    }),
    attributes: {
      addresses: [
        `10.20.${index % 8}.${10 + (index % 200)}`,
        ...(index % 6 === 0 ? [`203.0.113.${index % 250}`] : []),
      ],
      flavor,
      image: 'eu-baseos-2026.10',
      ...(STATUSES[(index * 5) % STATUSES.length] === 'error' && {
        fault: 'No valid host was found.',
      }),
    },
  });
});

const catalogue = SITES.flatMap(({ provider, site }): Resource[] => [
  ...SIZES.map(([name, vcpus, memory, disk]) =>
    aResource({
      kind: 'flavor',
      provider,
      site,
      name,
      createdAt: null,
      vector: vector({
        vcpus,
        memoryBytes: memory * GiB,
        storageBytes: disk * GiB,
      }),
    }),
  ),
  aResource({
    kind: 'flavor',
    provider,
    site,
    name: 'gpu-large',
    createdAt: null,
    vector: vector({
      vcpus: 16,
      memoryBytes: 128 * GiB,
      storageBytes: 400 * GiB,
      gpus: { a100: 1 },
    }),
  }),
  ...['eu-baseos-2026.10', 'eu-baseos-2026.07', 'eu-gpu-2026.10'].map(name =>
    aResource({
      kind: 'image',
      provider,
      site,
      name,
      attributes: { os: 'Ubuntu 24.04', sizeBytes: 2.3 * GiB },
    }),
  ),
  ...projects
    .filter(({ bindings }) => bindings.some(b => b.provider === provider))
    .map(({ name, owner }) =>
      aResource({
        kind: 'network',
        provider,
        site,
        name: `${name}-net`,
        externalId: `net-${name}`,
        project: name,
        owner,
        attributes: { cidrs: ['10.20.0.0/24'], shared: false },
      }),
    ),
  aResource({
    kind: 'network',
    provider,
    site,
    name: 'public',
    attributes: { cidrs: ['203.0.113.0/24'], shared: true },
  }),
]);

/** Every inventory row. */
export const resources: Resource[] = [...hosts, ...instances, ...catalogue];

/** Hosts only. */
export const hypervisors = hosts;

/** Providers that are doing well. */
export const providers = SITES.map(({ provider, site, title }) =>
  aProvider({ id: provider, site, title }),
);

/** Leases of a project. */
export function leasesOf(project: string) {
  const mine = instances.filter(
    row => row.project === project && row.leaseEndsAt,
  );
  return mine.slice(0, 8).map((row, index) =>
    aLease({
      ref: row.ref,
      name: row.name,
      project,
      endsAt: index === 0 ? daysFromNow(-2) : row.leaseEndsAt ?? '',
      state: index === 0 ? 'grace' : 'active',
      graceEndsAt: daysFromNow(5),
      startedAt: row.createdAt ?? minutesFromNow(0),
    }),
  );
}
