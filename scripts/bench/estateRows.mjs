const GiB = 2 ** 30;
const HOSTS = 2_000;

/** Of a hundred rows so many are of a kind; the rest are instances. */
const MIX = [
  ['volume', 10],
  ['image', 2],
  ['network', 2],
];
const STATES = ['active', 'active', 'active', 'active', 'stopped', 'building'];
const ROLES = ['web', 'api', 'db', 'worker', 'cache', 'train', 'ci'];

/** The same numbers in every run. */
function random(seed) {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const vectorOf = (vcpus, memoryGiB, storageGiB) => ({
  vcpus,
  memoryBytes: memoryGiB * GiB,
  storageBytes: storageGiB * GiB,
  gpus: {},
  instances: 1,
});

const pad = (number, length) => String(number).padStart(length, '0');

function host(index, at) {
  const total = { ...vectorOf(64, 512, 4000), instances: 0 };
  return {
    kind: 'hypervisor',
    name: `r${pad(index >> 5, 2)}-n${pad(index & 31, 2)}`,
    status: 'up',
    project: null,
    owner: null,
    vector: null,
    capacity: {
      total,
      reserved: { ...vectorOf(2, 16, 0), instances: 0 },
      deliverable: { ...vectorOf(248, 496, 4000), instances: 0 },
      allocated: { ...vectorOf(100, 200, 900), instances: 20 },
    },
    attributes: {
      systemUuid: `4c4c4544-0042-3510-8052-${pad(index, 12)}`,
      serial: `CZ${pad(index, 7)}`,
    },
    createdAt: at,
  };
}

function tenantRow(index, next) {
  const part = next(100);
  let below = 0;
  const [kind] = MIX.find(([, share]) => part < (below += share)) ?? [
    'instance',
  ];
  const team = next(100);
  const project = `team${pad(team, 2)}-${['dev', 'staging', 'prod'][next(3)]}`;
  return {
    kind,
    name: `${ROLES[next(ROLES.length)]}-${pad(next(1_000_000), 6)}`,
    status: kind === 'instance' ? STATES[next(STATES.length)] : 'active',
    project,
    // one team of a hundred is the developer's
    owner: team === 0 ? 'group:default/checkout' : `group:default/team${team}`,
    vector:
      kind === 'instance' ? vectorOf(1 << next(4), 4 << next(3), 40) : null,
    capacity: null,
    attributes: {
      addresses: [`10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`],
      macs: [
        `fa:16:3e:${[16, 8, 0]
          .map(by => pad(((index >> by) & 255).toString(16), 2))
          .join(':')}`,
      ],
      flavor: 'medium',
      image: 'eu-ubuntu-24.04-2026.10',
    },
    createdAt: new Date(
      Date.UTC(2026, 0, 1) + next(300 * 24 * 3600) * 1000,
    ).toISOString(),
  };
}

/** Rows of `infra_resources` of an estate of a given size, the same in every run. */
export function* estateRows(count) {
  const next = random(7);
  const at = '2026-01-01T00:00:00.000Z';
  for (let index = 0; index < count; index++) {
    const row = index < HOSTS ? host(index, at) : tenantRow(index, next);
    const provider = `os-eu${(index % 3) + 1}`;
    const externalId = `${pad(index.toString(16), 8)}-9c1e-4b52-8d3a-${pad(
      next(2 ** 31).toString(16),
      12,
    )}`;
    yield {
      ref: `${row.kind}:${provider}/${externalId}`,
      kind: row.kind,
      provider,
      external_id: externalId,
      name: row.name,
      status: row.status,
      site: `eu${(index % 3) + 1}`,
      zone: null,
      project: row.project,
      project_external_id: row.project && `t-${row.project}`,
      owner: row.owner,
      host_ref: null,
      shared: row.kind === 'image' || row.kind === 'network' ? 1 : 0,
      operation_id: null,
      vector: row.vector && JSON.stringify(row.vector),
      capacity: row.capacity && JSON.stringify(row.capacity),
      attributes: JSON.stringify(row.attributes),
      search: [
        row.name,
        externalId,
        ...(row.attributes.addresses ?? []),
        ...(row.attributes.macs ?? []),
        row.attributes.serial ?? '',
        ...(row.project ? [row.project, row.owner] : []),
      ]
        .join(' ')
        .toLowerCase(),
      hash: '0',
      created_at: row.createdAt,
      written_at: at,
      removed_at: null,
    };
  }
}
