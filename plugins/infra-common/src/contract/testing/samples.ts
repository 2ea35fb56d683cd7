import type { z } from 'zod';
import { vector } from '../../model/vector';
import { DEFAULT_IMAGE_RULES } from '../../rules/imageNames';
import { DEFAULT_SEGMENT_RULES } from '../../rules/segmentRoles';
import { DEFAULT_NAMING_RULES } from '../../rules/naming';
import type { RouteName, routes } from '../routes';

const at = '2026-01-05T10:00:00.000Z';
const issue = { provider: 'os-eu2', message: 'Away', since: at };

const overlay = {
  configured: true,
  loadedAt: at,
  problems: [
    {
      file: 'overlay.yaml',
      line: 12,
      message: 'No machine has name r99-n01.',
      severity: 'warning' as const,
    },
  ],
};

const affected = {
  id: 'machine:maas-eu1/1',
  kind: 'machine' as const,
  name: 'r11-n01',
  status: 'deployed',
};

const resource = {
  ref: 'instance:os-eu1/1',
  kind: 'instance' as const,
  provider: 'os-eu1',
  externalId: '1',
  name: 'api-1',
  status: 'active',
  site: 'eu1',
  zone: null,
  project: 'payments-dev',
  projectExternalId: 'p1',
  owner: 'group:default/payments',
  host: null,
  vector: vector({ vcpus: 2, instances: 1 }),
  capacity: null,
  attributes: { addresses: ['10.0.0.4'] },
  createdAt: at,
  lastSeenAt: at,
  stale: false,
  leaseEndsAt: null,
};

const operation = {
  id: 'op-1',
  type: 'gpu.request',
  title: 'Grant 1 × a100 to payments-dev for 7 days',
  state: 'pending_approval' as const,
  project: 'payments-dev',
  provider: 'os-eu1',
  owner: 'group:default/payments',
  requester: 'user:default/dana',
  door: 'cli',
  input: { name: 'train-1' },
  steps: [
    {
      name: 'create',
      title: 'Create the instance',
      state: 'pending' as const,
      startedAt: null,
      finishedAt: null,
      attempts: 0,
      message: null,
    },
  ],
  approval: {
    rules: [
      {
        name: 'ai-board',
        reason: 'GPUs are granted by an approver.',
        approvers: ['group:default/ai-board'],
        decisions: 2,
      },
    ],
    consents: [
      {
        by: 'user:default/amira',
        at,
        comment: null,
        rules: ['ai-board'],
      },
    ],
    questions: [
      {
        by: 'user:default/amira',
        at,
        text: 'Why now?',
        answer: { by: 'user:default/dana', at, text: 'It is due' },
      },
    ],
    delegations: [
      {
        by: 'user:default/amira',
        to: 'user:default/rui',
        at,
        comment: null,
        rules: ['ai-board'],
      },
    ],
    reasons: ['GPUs are granted by an approver.'],
    deadline: at,
    fit: 'It fits.',
    decidedBy: null,
    decidedAt: null,
    comment: null,
  },
  failure: null,
  result: null,
  createdAt: at,
  updatedAt: at,
};

const project = {
  name: 'payments-dev',
  description: '',
  environment: 'dev',
  owner: 'group:default/payments',
  state: 'active' as const,
  bindings: [{ provider: 'os-eu1', externalId: 'p1', networkExternalId: null }],
  createdAt: at,
};

const usage = {
  project: 'payments-dev',
  quota: vector({ vcpus: 8 }),
  reserved: vector(),
  used: vector({ vcpus: 2 }),
  free: vector({ vcpus: 6 }),
  stale: [],
};

const lease = {
  ref: 'instance:os-eu1/1',
  name: 'api-1',
  project: 'payments-dev',
  requester: 'user:default/dana',
  startedAt: at,
  endsAt: at,
  state: 'active' as const,
  graceEndsAt: at,
};

const figures = {
  total: vector({ vcpus: 10 }),
  reserved: vector(),
  deliverable: vector({ vcpus: 40 }),
  allocated: vector({ vcpus: 2 }),
  free: vector({ vcpus: 38 }),
};

const part = {
  ...figures,
  id: 'os-eu1',
  name: 'OpenStack eu1',
  provider: 'os-eu1',
  site: 'eu1',
  zone: null,
  status: 'ok',
  stale: false,
  granted: vector(),
};

const machines = {
  total: 3,
  counts: {
    ready: 1,
    reserved: 0,
    deployed: 1,
    transition: 0,
    broken: 1,
    other: 0,
  },
  hardware: {
    total: vector({ vcpus: 96, gpus: { a100: 4 } }),
    ready: vector({ vcpus: 32 }),
  },
};

const checkpoint = { seq: 7, hash: 'cd', at, keyId: 'ef', signature: 'Zm9v' };

const accepted = { accepted: true };

const costs = {
  used: {
    vcpuHours: 2,
    memoryGiBHours: 4,
    storageGiBHours: 0,
    gpuHours: { 'nvidia-l4': 0.5 },
    machineDays: 0,
  },
  cost: 1.5,
  forecast: 30,
  previous: 0,
};

const discoveryToken = {
  id: 'tok-1',
  scope: 'project:payments-dev',
  name: 'Prometheus of payments',
  createdBy: 'user:default/dana',
  createdAt: at,
  lastUsedAt: at,
};

/** One answer of each route, as the back end gives it. */
export const ANSWERS: {
  [R in RouteName]: z.output<(typeof routes)[R]['response']>;
} = {
  listProviders: {
    items: [
      {
        id: 'os-eu1',
        kind: 'openstack',
        title: 'OpenStack eu1',
        site: 'eu1',
        state: 'ok',
        message: null,
        lastSuccessAt: at,
        lastAttemptAt: at,
        skipped: [],
        capabilities: ['projects'],
        instanceActions: ['instance.start', 'instance.stop'],
        machineActions: ['machine.deploy'],
        selfService: true,
      },
    ],
  },
  getProviderHealth: {
    provider: 'os-eu1',
    version: '3.4',
    services: [
      {
        name: 'nova-compute',
        host: 'node-1',
        zone: null,
        state: 'up',
        detail: null,
        lastSeenAt: at,
      },
    ],
    problems: ['Cinder could not be asked.'],
    checkedAt: at,
    error: null,
  },
  syncProvider: accepted,
  confirmRemovals: accepted,
  listResources: {
    items: [resource],
    total: 1,
    totalIsExact: true,
    next: null,
    errors: [issue],
  },
  getResourceFacets: {
    total: 1,
    totalIsExact: true,
    facets: {
      kind: [{ value: 'instance', count: 1 }],
      provider: [{ value: 'os-eu1', count: 1 }],
      site: [{ value: 'eu1', count: 1 }],
      status: [{ value: 'active', count: 1 }],
      project: [{ value: null, count: 1 }],
      owner: [{ value: null, count: 1 }],
    },
  },
  exportResources: 'ref,kind\r\n',
  getResource: resource,
  listResourceEvents: {
    items: [
      {
        id: 7,
        at,
        level: 'info',
        type: 'Deployed',
        description: '',
        actor: null,
      },
    ],
    next: 7,
  },
  getRelations: {
    standsOn: [
      {
        type: 'host',
        id: 'hypervisor:os-eu1/h1',
        kind: 'hypervisor',
        name: 'r11-n01',
        status: 'up',
        certain: true,
        by: null,
        note: null,
      },
    ],
    carries: [],
    carriesTotal: 0,
    hidden: null,
    asset: null,
  },
  getTopology: {
    nodes: [
      {
        id: 'rack:eu1/r11',
        kind: 'rack',
        name: 'r11',
        site: 'eu1',
        status: null,
        folded: 8,
        instances: 40,
        effect: 'down',
      },
    ],
    edges: [
      {
        from: 'rack:eu1/r11',
        to: 'site:eu1',
        group: 'place',
        redundant: false,
      },
    ],
    omitted: 0,
    overlay,
  },
  listRacks: {
    items: [
      {
        id: 'rack:eu1/r11',
        name: 'r11',
        site: 'eu1',
        room: 'hall-1',
        row: 'A',
        height: 42,
        taken: 2,
        feeds: ['a', 'b'],
        units: [
          {
            id: 'machine:maas-eu1/1',
            kind: 'machine',
            name: 'r11-n01',
            unit: 2,
            height: 2,
            status: 'deployed',
            stale: false,
            role: 'compute',
            feeds: ['a', 'b'],
            ports: [{ switch: 'sw1', port: 'eth1' }],
            host: 'hypervisor:os-eu1/h1',
            instances: 4,
            allocated: 0.4,
          },
        ],
      },
    ],
    total: 1,
    sites: ['eu1'],
    rooms: ['hall-1'],
    unplaced: 0,
    overlay,
  },
  getImpact: {
    target: {
      id: 'rack:eu1/r11',
      kind: 'rack',
      name: 'r11',
      site: 'eu1',
      status: null,
    },
    counts: {
      rooms: 0,
      racks: 1,
      feeds: 0,
      switches: 2,
      networks: 0,
      machines: 8,
      hypervisors: 6,
      instances: 40,
      running: 38,
    },
    equipment: [affected],
    instances: [
      {
        ref: 'instance:os-eu1/1',
        name: 'api-1',
        status: 'active',
        provider: 'os-eu1',
        project: 'payments-dev',
        owner: 'group:default/payments',
        host: 'r11-n01',
      },
    ],
    hiddenInstances: 0,
    next: 50,
    projects: {
      items: [
        {
          project: 'payments-dev',
          tenant: {
            provider: 'os-eu1',
            ref: 'project:os-eu1/1',
            name: 'payments-dev',
          },
          owner: 'group:default/payments',
          down: 1,
          left: 2,
          machines: 0,
        },
      ],
      total: 1,
      hidden: 0,
    },
    owners: [
      { owner: 'group:default/payments', projects: 1, down: 1, left: 2 },
    ],
    survives: {
      redundant: [{ ...affected, by: 'power', lost: ['a'], left: ['b'] }],
      redundantTotal: 1,
      otherNetwork: 0,
      groups: [
        {
          name: 'api',
          policy: 'anti-affinity',
          provider: 'os-eu1',
          project: 'payments-dev',
          down: 1,
          left: 2,
        },
      ],
      groupsTotal: 1,
      unmanaged: 0,
    },
    uncertain: [
      {
        machine: affected,
        host: affected,
        by: 'name',
        against: null,
        instances: 3,
      },
    ],
    uncertainTotal: 1,
  },
  listChanges: {
    cursor: 7,
    resources: [resource],
    removed: ['instance:os-eu1/2'],
    projects: [project],
    complete: true,
  },
  getCosts: {
    month: '2026-11',
    until: at,
    isOver: false,
    rates: {
      currency: 'EUR',
      vcpuHour: 0.01,
      memoryGiBHour: 0.002,
      storageGiBHour: 0,
      gpuHour: { 'nvidia-l4': 1 },
      otherGpuHour: 2,
      machineDay: 9,
    },
    total: costs,
    projects: [{ project: null, owner: 'group:default/payments', ...costs }],
    teams: [{ owner: 'group:default/payments', ...costs }],
    days: [{ day: '2026-11-01', cost: 1.5 }],
  },
  exportCosts: 'month,project\r\n',
  listNetworkSegments: {
    items: [
      {
        ref: 'network:os-eu1/1',
        name: 'storage',
        provider: 'os-eu1',
        site: 'eu1',
        project: 'payments-dev',
        owner: 'group:default/payments',
        role: 'storage',
        cidrs: ['10.0.0.0/24'],
        gateway: '10.0.0.1',
        vlan: 12,
        usedPercent: 40,
        overlaps: [
          {
            cidr: '10.0.0.0/24',
            ref: 'network:maas-eu1/2',
            name: 'apps',
            provider: 'maas-eu1',
            site: 'eu1',
            otherCidr: '10.0.0.128/25',
          },
        ],
        moreOverlaps: 0,
      },
    ],
    total: 1,
    rules: DEFAULT_SEGMENT_RULES,
    roles: [{ site: 'eu1', role: 'storage', count: 1 }],
    missing: [{ site: 'eu1', roles: ['backup'] }],
    isComplete: true,
    errors: [issue],
  },
  getImages: {
    rules: DEFAULT_IMAGE_RULES,
    families: [
      {
        family: 'eu-baseos',
        versions: [
          {
            name: 'eu-baseos-2025.01',
            version: '2025.01',
            state: 'newest',
            publishedAt: at,
            ageDays: 12,
            copies: [
              { ref: 'image:os-eu1/1', provider: 'os-eu1', status: 'active' },
            ],
            missingAt: ['pve-eu1'],
            instances: 2,
            machines: 0,
            users: [
              {
                project: 'payments-prod',
                owner: 'group:default/payments',
                instances: 2,
                machines: 0,
              },
            ],
            moreUsers: 0,
          },
        ],
      },
    ],
    others: [],
    usesOf: 'estate',
    snapshots: 3,
    isComplete: true,
    errors: [issue],
  },
  getCapacity: {
    overall: { ...figures, granted: vector() },
    providers: [part],
    gpus: [
      {
        model: 'a100',
        title: 'a100',
        form: 'card',
        inMachines: 4,
        total: 4,
        deliverable: 4,
        allocated: 1,
        free: 3,
        granted: 2,
      },
    ],
    hosts: { total: 4, up: 3 },
    errors: [],
  },
  listCapacityHosts: { items: [part], total: 1, errors: [issue] },
  getMachineCapacity: {
    by: 'role',
    overall: machines,
    groups: [{ ...machines, value: 'gpu' }],
    withoutRole: { total: 1, names: ['r1-n3'] },
    errors: [issue],
  },
  getCapacityHistory: {
    class: 'vcpus',
    from: at,
    to: at,
    step: 3600,
    points: [
      {
        at,
        total: 64,
        deliverable: 248,
        allocated: 100,
        granted: 120,
        used: null,
      },
    ],
    overcommit: 3.9,
    reconstructedBefore: null,
    errors: [issue],
  },
  getCapacityFit: {
    items: [
      {
        provider: 'os-eu1',
        flavor: { ref: 'flavor:os-eu1/1', name: 'medium' },
        takes: vector({ vcpus: 4, gpus: { a100: 1 } }),
        fits: 4,
        fitsInTotal: 6,
        fragmentation: 2,
        fitsWithoutAHost: 1,
        hosts: [{ ref: 'hypervisor:os-eu1/1', name: 'r1-n1', fits: 4 }],
      },
    ],
    errors: [issue],
  },
  getCapacityForecast: {
    items: [
      {
        class: 'vcpus',
        state: 'growing',
        sentence: 'It is full in about 40 days.',
        days: 90,
        daysNeeded: 14,
        deliverable: 248,
        allocated: 100,
        daysToFull: { expected: 40, earliest: 30, latest: null },
        horizonDays: 365,
        model: 'trend',
        backtest: [
          {
            model: 'trend',
            error: 2.5,
            errorOfDeliverable: 0.01,
            heldOutDays: 28,
          },
        ],
        points: [{ at, expected: 110, low: 100, high: 120 }],
        reconstructedBefore: at,
      },
    ],
    errors: [issue],
  },
  listProjects: { items: [{ ...project, usage }], total: 1, errors: [] },
  getProject: { ...project, usage, leases: [lease], errors: [] },
  listTenants: {
    items: [
      {
        ref: 'project:os-eu1/t-9',
        provider: 'os-eu1',
        externalId: 't-9',
        name: 'checkout-staging',
        instances: 2,
        holds: vector({ vcpus: 4, instances: 2 }),
        suggestion: { team: 'checkout', environment: 'staging' },
      },
    ],
    total: 1,
    errors: [],
  },
  listQuotaChanges: {
    items: [
      {
        project: 'payments-dev',
        at,
        requester: 'user:default/dana',
        decidedBy: ['user:default/amira'],
        reason: 'The new shop needs more nodes',
        operationId: 'op-1',
        before: vector({ vcpus: 8 }),
        after: vector({ vcpus: 16 }),
        readBack: [{ provider: 'os-eu1', message: 'It keeps all of them.' }],
      },
    ],
    total: 1,
    errors: [],
  },
  getPolicy: {
    naming: DEFAULT_NAMING_RULES,
    lease: { defaultDays: 30, maxDays: 180, graceDays: 3, undoHours: 24 },
    gpu: { maxCount: 8, maxDays: 30 },
    defaultQuotas: { dev: vector() },
    gpuModels: [
      { provider: 'os-eu1', model: 'a100', free: 2, perInstance: [1] },
    ],
    teams: [{ ref: 'group:default/payments', title: 'Payments' }],
  },
  listSshKeys: {
    items: [{ label: 'laptop', publicKey: 'ssh-ed25519 AAAA', lastUsedAt: at }],
  },
  listAudit: {
    items: [
      {
        seq: 7,
        at,
        actor: 'user:default/dana',
        door: 'portal',
        action: 'operation-submit',
        target: 'op-1',
        outcome: 'succeeded',
        data: {},
        previousHash: 'ab',
        hash: 'cd',
      },
    ],
    next: 7,
  },
  exportAudit: '{}\n',
  listAuditCheckpoints: {
    now: checkpoint,
    items: [checkpoint],
    publicKey: 'PEM',
  },
  verifyAudit: {
    intact: false,
    at,
    entries: 3,
    problem: { seq: 4, kind: 'changed', message: 'It was changed.' },
    checkpoints: { own: 1, brought: 1 },
  },
  checkOperation: {
    problems: [{ field: 'name', message: 'Taken.', class: 'user' }],
    title: null,
    project: null,
    takes: null,
    approvalReasons: [],
  },
  submitOperation: operation,
  listOperations: { items: [operation], total: 1, errors: [] },
  getOperation: {
    ...operation,
    events: [
      {
        seq: 1,
        at,
        actor: 'user:default/dana',
        type: 'submitted',
        step: null,
        message: 'Waits for an approval',
      },
    ],
    actions: ['approve', 'reject', 'cancel'],
  },
  approveOperation: operation,
  rejectOperation: operation,
  listApprovals: { items: [operation], total: 1, errors: [] },
  getDecision: {
    id: 'op-1',
    at,
    takes: vector({ vcpus: 2 }),
    room: {
      provider: 'os-eu1',
      deliverable: vector({ vcpus: 40 }),
      before: vector({ vcpus: 20 }),
      after: vector({ vcpus: 18 }),
      hosts: 3,
    },
    usage,
    quota: { before: vector({ vcpus: 8 }), after: vector({ vcpus: 10 }) },
    granted: vector({ vcpus: 80 }),
    price: { currency: 'EUR', monthly: 20, whole: null },
    history: {
      project: {
        counts: { succeeded: 2, rejected: 1 },
        recent: [
          { id: 'op-0', title: 'A VM', state: 'succeeded', createdAt: at },
        ],
      },
      requester: { counts: {}, recent: [] },
    },
  },
  decideApprovals: {
    items: [
      { id: 'op-1', state: 'queued', message: null },
      { id: 'op-2', state: null, message: 'It is too late' },
    ],
  },
  askOperation: operation,
  answerOperation: operation,
  delegateOperation: operation,
  cancelOperation: operation,
  listDiscoveryTokens: { items: [discoveryToken] },
  createDiscoveryToken: { token: discoveryToken, secret: 'only-shown-once' },
  revokeDiscoveryToken: { ...discoveryToken, lastUsedAt: null },
  getDiscovery: {
    scope: 'project:payments-dev',
    targets: 3,
    jobs: { node: 2, dcgm: 1 },
    notRunning: { count: 1, some: [{ ref: 'instance:os-eu1/2', name: 'x' }] },
    withoutAddress: { count: 1, some: [{ ref: 'machine:m/1', name: 'y' }] },
    waitingFor: ['os-eu2'],
  },
  getDiscoveryTargets: [
    { targets: ['10.0.0.4:9100'], labels: { job: 'node', site: 'eu1' } },
  ],
};
