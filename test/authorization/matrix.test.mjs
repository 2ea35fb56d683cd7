// Who is let through where: every route of the REST API, asked by a developer of another team, what each of its
// answers says included; and by everybody else there is, whether they get one at all: members, leads, approvers,
// auditors, SREs, service tokens and nobody.
// Run by `npm test` against a running portal (IRONSTAGE_URL) with the demo's personas.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const base = process.env.IRONSTAGE_URL;
assert.ok(base, 'IRONSTAGE_URL must be the address of a running demo portal');

const ENVIRONMENT = 'prod';
const PROJECT = `checkout-${ENVIRONMENT}`;
const SSH_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE0 test@example';

async function tokenOf(persona) {
  const response = await fetch(`${base}/api/auth/persona/refresh`, {
    headers: { 'x-ironstage-persona': `user:default/${persona}` },
  });
  return (await response.json()).backstageIdentity.token;
}

const serviceToken = process.env.IRONSTAGE_SERVICE_TOKEN;

async function call(persona, method, path, body, plugin = 'infra') {
  const token =
    persona === 'service' ? serviceToken : persona && (await tokenOf(persona));
  const response = await fetch(`${base}/api/${plugin}${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    body:
      text && response.headers.get('content-type')?.includes('application/json')
        ? JSON.parse(text)
        : null,
  };
}

async function until(holds) {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const value = await holds();
    if (value) {
      return value;
    }
    assert.ok(Date.now() < deadline, 'it did not happen in two minutes');
    await sleep(500);
  }
}

const submit = (persona, type, input) =>
  call(persona, 'POST', '/v1/operations', { type, input });

async function succeed(type, input) {
  const { status, body } = await submit('dana', type, input);
  assert.equal(status, 202, JSON.stringify(body));
  return until(async () => {
    const { body: now } = await call(
      'dana',
      'GET',
      `/v1/operations/${body.id}`,
    );
    assert.notEqual(now.state, 'failed', JSON.stringify(now.failure));
    return now.state === 'succeeded' && now;
  });
}

const vmInput = {
  project: PROJECT,
  name: 'secret-vm',
  flavor: 'small',
  image: 'eu-baseos-2025.01',
  sshPublicKey: SSH_KEY,
};

const gpuInput = {
  project: PROJECT,
  name: 'secret-gpu',
  model: 'nvidia-a100-pcie-80gb/vgpu',
  count: 1,
  days: 3,
  purpose: 'Nobody else needs to know',
  image: 'eu-gpu-2025.02',
  sshPublicKey: SSH_KEY,
};

const owned = {};

before(async () => {
  await succeed('project.create', {
    team: 'group:default/checkout',
    environment: ENVIRONMENT,
    provider: 'os-eu1',
  });
  const vm = await succeed('instance.create', vmInput);
  owned.ref = vm.result.resources[0];
  owned.done = vm.id;
  const flavors = await call(
    'sam',
    'GET',
    `/v1/resources?kind=flavor&provider=os-eu1&q=${vmInput.flavor}`,
  );
  owned.flavor = flavors.body.items[0].ref;
  const machines = await call(
    'rui',
    'GET',
    '/v1/resources?kind=machine&provider=maas-eu1&limit=1',
  );
  owned.machine = machines.body.items[0].ref;
  const { status, body } = await submit('dana', 'gpu.request', gpuInput);
  assert.equal(status, 202, JSON.stringify(body));
  owned.waiting = body.id;
  const made = await call('dana', 'POST', '/v1/monitoring/tokens', {
    scope: `project:${PROJECT}`,
    name: 'Prometheus of checkout',
  });
  assert.equal(made.status, 201, made.text);
  owned.discovery = { id: made.body.token.id, secret: made.body.secret };
});

/** Nothing of hers in an answer that is otherwise fine. */
function nothingOfHers({ status, text }) {
  assert.equal(status, 200, text);
  for (const word of [
    PROJECT,
    'secret-vm',
    'secret-gpu',
    owned.ref,
    owned.waiting,
  ]) {
    assert.ok(!text.includes(word), `the answer mentions ${word}`);
  }
}

/** A sign-in does not help: there has to be a token of the scope. */
function needsToken({ status, text }) {
  assert.equal(status, 401, text);
  assert.match(text, /needs a discovery token/);
  assert.ok(!text.includes('secret-'), text);
}

/** Told just what he would be told if it were not there. */
function absent({ status, text }) {
  assert.equal(status, 404, text);
  assert.match(text, /There is no/);
  assert.ok(!text.includes('secret-'), text);
}

/** Refused in a field, as if what he names were not there. */
function refusedAsAbsent({ status, text, body }) {
  const problems = body?.problems ?? body?.error?.problems;
  assert.ok([200, 422].includes(status), text);
  assert.match(text, /There is no (project|instance)/);
  assert.ok(problems?.length > 0, text);
  assert.ok(!text.includes('secret-vm'), text);
}

/** Each refused with what is said of an operation that is not there. */
function nothingDecided({ status, text, body }) {
  assert.equal(status, 200, text);
  assert.ok(body.items.length > 0, text);
  for (const { state, message } of body.items) {
    assert.equal(state, null, text);
    assert.match(message, /^There is no operation/);
  }
  assert.ok(!text.includes('secret-'), text);
}

function denied({ status, text }) {
  assert.equal(status, 403, text);
  assert.ok(!text.includes('secret-'), text);
}

const ref = () => encodeURIComponent(owned.ref);

/** On machines, which are the SREs' alone; that there is none by this name he is not told. */
const machineBodies = () => {
  const on = { ref: 'machine:maas-eu1/intruder' };
  const fresh = { image: 'ubuntu/noble', sshPublicKey: SSH_KEY };
  return [
    { type: 'machine.deploy', input: { ...on, ...fresh } },
    { type: 'machine.release', input: on },
    { type: 'machine.rebuild', input: { ...on, ...fresh, erase: 'none' } },
    ...[
      'commission',
      'power-on',
      'power-off',
      'lock',
      'unlock',
      'mark-fixed',
      'abort',
    ].map(action => ({ type: `machine.${action}`, input: on })),
    { type: 'machine.mark-broken', input: { ...on, reason: 'Just because' } },
  ];
};

const operationBodies = () => [
  { type: 'instance.create', input: { ...vmInput, name: 'intruder' } },
  { type: 'gpu.request', input: { ...gpuInput, name: 'intruder' } },
  {
    type: 'quota.change',
    input: { project: PROJECT, vcpus: 999, reason: 'Because I would like to' },
  },
  { type: 'instance.start', input: { ref: owned.ref } },
  { type: 'instance.stop', input: { ref: owned.ref } },
  { type: 'instance.stop', input: { ref: owned.ref, force: true } },
  { type: 'instance.reboot', input: { ref: owned.ref } },
  { type: 'instance.resize', input: { ref: owned.ref, flavor: 'medium' } },
  { type: 'instance.snapshot', input: { ref: owned.ref, name: 'stolen' } },
  {
    type: 'instance.rebuild',
    input: {
      ref: owned.ref,
      image: vmInput.image,
      sshPublicKey: SSH_KEY,
    },
  },
  { type: 'instance.delete', input: { ref: owned.ref } },
  { type: 'instance.undelete', input: { ref: owned.ref } },
  { type: 'lease.extend', input: { ref: owned.ref, days: 7 } },
  ...machineBodies(),
];

/** Machines are nobody's secret and not his to operate; a project of another team is not there for him. */
const forType = ({ type }) =>
  type.startsWith('machine.') ? denied : refusedAsAbsent;

/** Who asks, in the order of the rows of {@link ACCESS}. */
const ROLES = {
  member: 'dana',
  lead: 'lena',
  approver: 'amira',
  auditor: 'ada',
  sre: 'rui',
};

const EVERYBODY = 'yes yes yes yes yes';
const SRE_ONLY = 'no no no no yes';
const READERS_OF_ALL = 'no no no yes yes';
const OF_THE_TEAM = 'yes yes no no yes';
const SEEN_BY_APPROVERS_TOO = 'yes yes yes yes yes';
const NOBODY = 'no no no no no';

/**
 * What each role gets from each route that is about the project of the member and the lead: `yes` an answer, be it
 * that it is too late for that or that something is wrong with it, `no` 403, `absent` 404. To change something, what
 * is asked for is something that can't be done any more, or only checked: nothing comes of it.
 * A route that is not here fails the test: somebody has to decide about it first.
 */
const ACCESS = {
  listProviders: ['GET', '/v1/providers', EVERYBODY],
  syncProvider: ['POST', '/v1/providers/nowhere/sync', 'no no no no absent'],
  confirmRemovals: [
    'POST',
    '/v1/providers/nowhere/confirm-removals',
    'no no no no absent',
  ],
  getProviderHealth: ['GET', '/v1/providers/os-eu1/health', READERS_OF_ALL],
  listResources: ['GET', '/v1/resources', EVERYBODY],
  getResourceFacets: ['GET', '/v1/resources/facets', EVERYBODY],
  exportResources: ['GET', '/v1/resources/export?kind=flavor', EVERYBODY],
  getResource: () => [
    'GET',
    `/v1/resources/${ref()}`,
    'yes yes absent yes yes',
  ],
  listResourceEvents: () => [
    'GET',
    `/v1/resources/${encodeURIComponent(owned.machine)}/events`,
    'absent absent absent yes yes',
  ],
  getRelations: () => [
    'GET',
    `/v1/resources/${ref()}/relations`,
    'yes yes absent yes yes',
  ],
  getTopology: ['GET', '/v1/topology', READERS_OF_ALL],
  listRacks: ['GET', '/v1/topology/racks', READERS_OF_ALL],
  getImpact: ['GET', '/v1/topology/impact?target=site:eu1', READERS_OF_ALL],
  listChanges: ['GET', '/v1/changes', NOBODY],
  getCapacity: ['GET', '/v1/capacity', EVERYBODY],
  listNetworkSegments: ['GET', '/v1/networks/segments', EVERYBODY],
  getImages: ['GET', '/v1/images', EVERYBODY],
  getCosts: ['GET', '/v1/costs', EVERYBODY],
  exportCosts: ['GET', '/v1/costs/export', EVERYBODY],
  listCapacityHosts: ['GET', '/v1/capacity/hosts', READERS_OF_ALL],
  getMachineCapacity: ['GET', '/v1/capacity/machines?by=pool', READERS_OF_ALL],
  getCapacityHistory: ['GET', '/v1/capacity/history?class=vcpus', EVERYBODY],
  getCapacityFit: ['GET', '/v1/capacity/fit?flavor=small', EVERYBODY],
  getCapacityForecast: ['GET', '/v1/capacity/forecast', EVERYBODY],
  listProjects: ['GET', '/v1/projects', EVERYBODY],
  listTenants: ['GET', '/v1/tenants', EVERYBODY],
  getProject: ['GET', `/v1/projects/${PROJECT}`, SEEN_BY_APPROVERS_TOO],
  getPolicy: ['GET', '/v1/policy', EVERYBODY],
  listSshKeys: ['GET', '/v1/me/ssh-keys', EVERYBODY],
  listAudit: ['GET', '/v1/audit', READERS_OF_ALL],
  exportAudit: ['GET', '/v1/audit/export', READERS_OF_ALL],
  listAuditCheckpoints: ['GET', '/v1/audit/checkpoints', READERS_OF_ALL],
  verifyAudit: ['POST', '/v1/audit/verify', READERS_OF_ALL],
  listDiscoveryTokens: ['GET', '/v1/monitoring/tokens', EVERYBODY],
  // without a name nothing is made; who may is asked after what is asked
  createDiscoveryToken: ['POST', '/v1/monitoring/tokens', EVERYBODY],
  revokeDiscoveryToken: [
    'POST',
    '/v1/monitoring/tokens/none/revoke',
    'absent absent absent absent absent',
  ],
  getDiscovery: () => [
    'GET',
    `/v1/monitoring/scopes/project:${PROJECT}`,
    SEEN_BY_APPROVERS_TOO,
  ],
  getDiscoveryTargets: () => [
    'GET',
    `/v1/monitoring/targets/project:${PROJECT}`,
    'token token token token token',
  ],
  // each type of operation: the tests after this one
  checkOperation: ['POST', '/v1/operations/check', 'each type'],
  submitOperation: ['POST', '/v1/operations', 'each type'],
  listOperations: ['GET', '/v1/operations', EVERYBODY],
  getOperation: () => [
    'GET',
    `/v1/operations/${owned.done}`,
    SEEN_BY_APPROVERS_TOO,
  ],
  approveOperation: () => [
    'POST',
    `/v1/operations/${owned.done}/approve`,
    'no no yes no yes',
  ],
  rejectOperation: () => [
    'POST',
    `/v1/operations/${owned.done}/reject`,
    'no no yes no yes',
    { comment: 'Too late' },
  ],
  cancelOperation: () => [
    'POST',
    `/v1/operations/${owned.done}/cancel`,
    'yes yes no no yes',
  ],
  listApprovals: ['GET', '/v1/approvals', EVERYBODY],
  getDecision: () => [
    'GET',
    `/v1/approvals/${owned.waiting}`,
    'no no yes no yes',
  ],
  decideApprovals: () => [
    'POST',
    '/v1/approvals/decide',
    EVERYBODY,
    { ids: [owned.done], approve: true },
  ],
  askOperation: () => [
    'POST',
    `/v1/operations/${owned.done}/ask`,
    'no no yes no yes',
    { text: 'Why?' },
  ],
  answerOperation: () => [
    'POST',
    `/v1/operations/${owned.done}/answer`,
    'yes yes no no yes',
    { text: 'So' },
  ],
  delegateOperation: () => [
    'POST',
    `/v1/operations/${owned.done}/delegate`,
    'no no yes no yes',
    { to: 'user:default/sam' },
  ],
  listQuotaChanges: [
    'GET',
    `/v1/projects/${PROJECT}/quota-changes`,
    SEEN_BY_APPROVERS_TOO,
  ],
};

const accessOf = name => {
  const row = ACCESS[name];
  assert.ok(row, `nobody has decided who may use the route ${name}`);
  return typeof row === 'function' ? row() : row;
};

/** What each role gets from a type of operation. */
const accessOfType = type => {
  if (type.startsWith('machine.')) {
    return SRE_ONLY;
  }
  // for teams one belongs to: a guardrail says so
  return ['project.create', 'project.adopt'].includes(type)
    ? 'yes yes yes no yes'
    : OF_THE_TEAM;
};

const typeBodies = () => [
  ...operationBodies(),
  {
    type: 'project.adopt',
    input: {
      provider: 'os-eu1',
      tenant: 'checkout-staging',
      team: 'group:default/checkout',
      environment: 'staging',
    },
  },
  {
    type: 'project.create',
    input: {
      team: 'group:default/checkout',
      environment: 'staging',
      provider: 'os-eu1',
    },
  },
];

const STATUSES = {
  yes: status => status < 400 || [400, 409, 422].includes(status),
  no: status => status === 403,
  absent: status => status === 404,
  // a sign-in is no token
  token: status => status === 401,
};

async function asEachRole(expected, [method, path, body]) {
  const words = expected.split(' ');
  assert.equal(words.length, Object.keys(ROLES).length, expected);
  for (const [index, [role, persona]] of Object.entries(ROLES).entries()) {
    const { status, text } = await call(persona, method, path, body);
    assert.ok(
      STATUSES[words[index]](status),
      `${role} should get "${
        words[index]
      }" from ${method} ${path} ${JSON.stringify(
        body ?? {},
      )}, and got ${status}: ${text.slice(0, 200)}`,
    );
  }
}

/**
 * What another team's developer gets from each route when he asks for what is hers.
 * A route that is not here fails the test: somebody has to decide about it first.
 */
const DECISIONS = {
  listProviders: () => [['GET', '/v1/providers', undefined, nothingOfHers]],
  syncProvider: () => [
    ['POST', '/v1/providers/os-eu1/sync', undefined, denied],
  ],
  confirmRemovals: () => [
    ['POST', '/v1/providers/os-eu1/confirm-removals', undefined, denied],
  ],
  listResources: () => [
    ['GET', `/v1/resources?project=${PROJECT}`, undefined, nothingOfHers],
    ['GET', '/v1/resources?q=secret', undefined, nothingOfHers],
    ['GET', '/v1/resources?limit=200', undefined, nothingOfHers],
  ],
  getResourceFacets: () => [
    [
      'GET',
      `/v1/resources/facets?project=${PROJECT}`,
      undefined,
      nothingOfHers,
    ],
    ['GET', '/v1/resources/facets?q=secret', undefined, nothingOfHers],
    ['GET', '/v1/resources/facets', undefined, nothingOfHers],
  ],
  exportResources: () => [
    ['GET', '/v1/resources/export', undefined, nothingOfHers],
    [
      'GET',
      `/v1/resources/export?format=ndjson&project=${PROJECT}`,
      undefined,
      nothingOfHers,
    ],
  ],
  getResource: () => [['GET', `/v1/resources/${ref()}`, undefined, absent]],
  getProviderHealth: () => [
    ['GET', '/v1/providers/os-eu1/health', undefined, denied],
  ],
  listResourceEvents: () => [
    ['GET', `/v1/resources/${ref()}/events`, undefined, absent],
  ],
  getRelations: () => [
    ['GET', `/v1/resources/${ref()}/relations`, undefined, absent],
    // her instances stand on it, too
    [
      'GET',
      `/v1/resources/${encodeURIComponent(owned.flavor)}/relations`,
      undefined,
      nothingOfHers,
    ],
  ],
  getTopology: () => [['GET', '/v1/topology', undefined, denied]],
  listRacks: () => [['GET', '/v1/topology/racks', undefined, denied]],
  getImpact: () => [
    ['GET', '/v1/topology/impact?target=site:eu1', undefined, denied],
    ['GET', `/v1/topology/impact?target=${ref()}`, undefined, denied],
  ],
  listChanges: () => [['GET', '/v1/changes', undefined, denied]],
  getCapacity: () => [['GET', '/v1/capacity', undefined, nothingOfHers]],
  listNetworkSegments: () => [
    ['GET', '/v1/networks/segments?limit=200', undefined, nothingOfHers],
  ],
  getImages: () => [['GET', '/v1/images', undefined, nothingOfHers]],
  getCosts: () => [['GET', '/v1/costs', undefined, nothingOfHers]],
  exportCosts: () => [['GET', '/v1/costs/export', undefined, nothingOfHers]],
  listCapacityHosts: () => [
    ['GET', '/v1/capacity/hosts', undefined, denied],
    ['GET', '/v1/capacity/hosts?q=secret', undefined, denied],
  ],
  getMachineCapacity: () => [
    ['GET', '/v1/capacity/machines', undefined, nothingOfHers],
    ['GET', '/v1/capacity/machines?by=pool', undefined, denied],
    ['GET', `/v1/capacity/machines?pool=${PROJECT}`, undefined, denied],
  ],
  getCapacityHistory: () => [
    ['GET', '/v1/capacity/history?class=vcpus', undefined, nothingOfHers],
  ],
  getCapacityFit: () => [
    ['GET', '/v1/capacity/fit?flavor=small', undefined, nothingOfHers],
  ],
  getCapacityForecast: () => [
    ['GET', '/v1/capacity/forecast', undefined, nothingOfHers],
  ],
  listProjects: () => [
    ['GET', '/v1/projects', undefined, nothingOfHers],
    ['GET', `/v1/projects?q=${PROJECT}`, undefined, nothingOfHers],
  ],
  listTenants: () => [['GET', '/v1/tenants', undefined, nothingOfHers]],
  getProject: () => [['GET', `/v1/projects/${PROJECT}`, undefined, absent]],
  listQuotaChanges: () => [
    ['GET', `/v1/projects/${PROJECT}/quota-changes`, undefined, absent],
  ],
  getPolicy: () => [['GET', '/v1/policy', undefined, nothingOfHers]],
  listSshKeys: () => [['GET', '/v1/me/ssh-keys', undefined, nothingOfHers]],
  listAudit: () => [['GET', '/v1/audit', undefined, denied]],
  exportAudit: () => [['GET', '/v1/audit/export', undefined, denied]],
  listAuditCheckpoints: () => [
    ['GET', '/v1/audit/checkpoints', undefined, denied],
  ],
  verifyAudit: () => [['POST', '/v1/audit/verify', {}, denied]],
  listDiscoveryTokens: () => [
    ['GET', '/v1/monitoring/tokens', undefined, nothingOfHers],
  ],
  createDiscoveryToken: () => [
    [
      'POST',
      '/v1/monitoring/tokens',
      { scope: `project:${PROJECT}`, name: 'Of Sam' },
      absent,
    ],
    [
      'POST',
      '/v1/monitoring/tokens',
      { scope: 'estate', name: 'Of Sam' },
      denied,
    ],
  ],
  revokeDiscoveryToken: () => [
    [
      'POST',
      `/v1/monitoring/tokens/${owned.discovery.id}/revoke`,
      undefined,
      absent,
    ],
  ],
  getDiscovery: () => [
    ['GET', `/v1/monitoring/scopes/project:${PROJECT}`, undefined, absent],
    ['GET', '/v1/monitoring/scopes/estate', undefined, denied],
  ],
  // a monitoring system's, who shows a token of the scope
  getDiscoveryTargets: () => [
    ['GET', `/v1/monitoring/targets/project:${PROJECT}`, undefined, needsToken],
    ['GET', '/v1/monitoring/targets/estate', undefined, needsToken],
  ],
  checkOperation: () =>
    operationBodies().map(body => [
      'POST',
      '/v1/operations/check',
      body,
      forType(body),
    ]),
  submitOperation: () =>
    operationBodies().map(body => [
      'POST',
      '/v1/operations',
      body,
      forType(body),
    ]),
  listOperations: () => [
    ['GET', '/v1/operations', undefined, nothingOfHers],
    ['GET', `/v1/operations?project=${PROJECT}`, undefined, nothingOfHers],
  ],
  getOperation: () => [
    ['GET', `/v1/operations/${owned.waiting}`, undefined, absent],
    ['GET', `/v1/operations/${owned.done}`, undefined, absent],
  ],
  approveOperation: () => [
    ['POST', `/v1/operations/${owned.waiting}/approve`, {}, absent],
  ],
  rejectOperation: () => [
    [
      'POST',
      `/v1/operations/${owned.waiting}/reject`,
      { comment: 'No' },
      absent,
    ],
  ],
  listApprovals: () => [['GET', '/v1/approvals', undefined, nothingOfHers]],
  getDecision: () => [
    ['GET', `/v1/approvals/${owned.waiting}`, undefined, absent],
  ],
  // one answer for each: that of an operation which is not there
  decideApprovals: () => [
    [
      'POST',
      '/v1/approvals/decide',
      { ids: [owned.waiting], approve: true },
      nothingDecided,
    ],
  ],
  askOperation: () => [
    ['POST', `/v1/operations/${owned.waiting}/ask`, { text: 'Why?' }, absent],
  ],
  answerOperation: () => [
    ['POST', `/v1/operations/${owned.waiting}/answer`, { text: 'So' }, absent],
  ],
  delegateOperation: () => [
    [
      'POST',
      `/v1/operations/${owned.waiting}/delegate`,
      { to: 'user:default/sam' },
      absent,
    ],
  ],
  cancelOperation: () => [
    ['POST', `/v1/operations/${owned.waiting}/cancel`, undefined, absent],
  ],
};

describe("a developer of another team, on another team's project", () => {
  it('gets nothing from every route of the contract', async () => {
    const { body: document } = await call('sam', 'GET', '/openapi.json');
    const operations = Object.values(document.paths).flatMap(path =>
      Object.values(path).map(route => route.operationId),
    );
    assert.ok(operations.length >= 17);
    for (const name of operations) {
      assert.ok(DECISIONS[name], `nobody has decided about the route ${name}`);
      for (const [method, path, body, expectation] of DECISIONS[name]()) {
        try {
          expectation(await call('sam', method, path, body));
        } catch (error) {
          error.message = `${method} ${path}: ${error.message}`;
          throw error;
        }
      }
    }
  });

  it('has been tried with every type of operation on what is hers', async () => {
    const { status, body } = await submit('sam', 'no.such-thing', {});
    assert.equal(status, 400);
    const [, list] = /there are (.*)$/.exec(body.error.message);
    const tried = new Set(operationBodies().map(one => one.type));
    // of a team, not of a project: the test after this one
    assert.deepEqual(
      list.split(', ').filter(type => !tried.has(type)),
      ['project.create', 'project.adopt'],
    );
  });

  it('can not create a project for a team he is not in', async () => {
    const { status, body } = await submit('sam', 'project.create', {
      team: 'group:default/checkout',
      environment: 'staging',
      provider: 'os-eu1',
    });
    assert.equal(status, 422);
    assert.equal(body.error.problems[0].field, 'team');
  });

  it('gets nowhere through a template either', async () => {
    const started = await call(
      'sam',
      'POST',
      '/v2/tasks',
      {
        templateRef: 'template:default/provision-vm',
        values: { ...vmInput, name: 'intruder' },
      },
      'scaffolder',
    );
    assert.equal(started.status, 201, started.text);
    const task = await until(async () => {
      const { body } = await call(
        'sam',
        'GET',
        `/v2/tasks/${started.body.id}`,
        undefined,
        'scaffolder',
      );
      return ['failed', 'completed'].includes(body.status) && body;
    });
    assert.equal(task.status, 'failed');
    const { body } = await call('dana', 'GET', '/v1/resources?q=intruder');
    assert.equal(body.total, 0);
    const hers = await call(
      'dana',
      'GET',
      `/v2/tasks/${started.body.id}`,
      undefined,
      'scaffolder',
    );
    assert.ok([403, 404].includes(hers.status), `${hers.status}`);
  });

  it('does not find it in the catalog', async () => {
    const find = async persona => {
      const { body } = await call(
        persona,
        'GET',
        '/entities?filter=metadata.annotations.ironstage.dev/project',
        undefined,
        'catalog',
      );
      return body.map(entity => entity.metadata.title ?? entity.metadata.name);
    };
    await until(async () => (await find('dana')).includes('secret-vm'));
    assert.ok((await find('dana')).includes(PROJECT));
    const his = await find('sam');
    assert.ok(!his.includes('secret-vm') && !his.includes(PROJECT), `${his}`);
  });

  it('hears nothing of it through the team that owns it, which he may read', async () => {
    const team = 'group:default/checkout';
    const asked = [
      '/entities/by-name/group/default/checkout',
      '/entities?filter=kind=group',
      '/entities/by-query?filter=kind=group',
      `/entities?filter=relations.ownerOf=system:default/${PROJECT}`,
      `/entities?filter=relations.ownedBy=${team}`,
      '/entity-facets?facet=relations.ownerOf',
      '/entity-facets?facet=relations.hasPart',
      '/entity-facets?facet=metadata.annotations.ironstage.dev/project',
    ];
    const [, id] = owned.ref.split('/');
    for (const path of asked) {
      const answer = await call('sam', 'GET', path, undefined, 'catalog');
      nothingOfHers(answer);
      assert.ok(!answer.text.includes(id), `${path} names the instance`);
    }
    const found = await call(
      'sam',
      'GET',
      `/query?term=${PROJECT}`,
      undefined,
      'search',
    );
    nothingOfHers(found);
  });
});

describe('everybody else', () => {
  it('gets from each route of the contract what the table says', async () => {
    const { body: document } = await call('rui', 'GET', '/openapi.json');
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { operationId }] of Object.entries(methods)) {
        const [asked, url, expected, body] = accessOf(operationId);
        assert.equal(asked.toLowerCase(), method, `${operationId} of ${path}`);
        if (expected !== 'each type') {
          const sent = body ?? (asked === 'POST' ? {} : undefined);
          await asEachRole(expected, [asked, url, sent]);
        }
      }
    }
  });

  it('gets from each type of operation what the table says, when it is checked', async () => {
    for (const body of typeBodies()) {
      const request = ['POST', '/v1/operations/check', body];
      await asEachRole(accessOfType(body.type), request);
    }
  });

  it('gets no further with a type of operation that it may not have when it is asked for', async () => {
    for (const body of typeBodies()) {
      const words = accessOfType(body.type).split(' ');
      for (const [index, persona] of Object.values(ROLES).entries()) {
        if (words[index] === 'no') {
          const answer = await call(persona, 'POST', '/v1/operations', body);
          assert.equal(answer.status, 403, `${persona}: ${body.type}`);
        }
      }
    }
  });

  it('is on record with what it was refused', async () => {
    const { body } = await call(
      'ada',
      'GET',
      '/v1/audit?outcome=refused&actor=user:default/amira&limit=200',
    );
    const refused = body.items.map(({ action, data }) => [
      action,
      data.permission,
    ]);
    for (const permission of [
      'infra.machine.operate',
      'infra.instance.delete',
      'infra.audit.read',
      'infra.provider.sync',
    ]) {
      assert.ok(
        refused.some(one => one.join() === `access-deny,${permission}`),
        permission,
      );
    }
    const { body: found } = await call('ada', 'POST', '/v1/audit/verify', {});
    assert.equal(found.intact, true, JSON.stringify(found.problem));
  });
});

describe('a service token', () => {
  const skip = serviceToken
    ? false
    : 'there is none: IRONSTAGE_SERVICE_TOKEN is not set';

  it('reads the feed of changes and nothing else', { skip }, async () => {
    for (const name of Object.keys(ACCESS)) {
      const [method, path, , body] = accessOf(name);
      const { status } = await call(
        'service',
        method,
        path,
        body ?? (method === 'POST' ? {} : undefined),
      );
      const expected = { listChanges: 200, getDiscoveryTargets: 401 };
      assert.equal(status, expected[name] ?? 403, name);
    }
    const { body } = await call(
      'ada',
      'GET',
      '/v1/audit?actor=service:tests&limit=200',
    );
    assert.ok(
      body.items.some(({ target }) => target === 'GET /v1/projects'),
      'it is not on record',
    );
  });
});

describe('a lead', () => {
  it('takes back what a member asked for, and a member nothing of hers', async () => {
    const ask = async persona => {
      const { status, body } = await submit(persona, 'gpu.request', {
        ...gpuInput,
        name: `gpu-of-${persona}`,
      });
      assert.equal(status, 202, JSON.stringify(body));
      return `/v1/operations/${body.id}/cancel`;
    };
    // room in the quota is for two: the one that waits since the beginning, and one more
    const hers = await ask('lena');
    assert.equal((await call('dana', 'POST', hers)).status, 403);
    assert.equal((await call('lena', 'POST', hers)).status, 200);
    const his = await ask('dana');
    const { status, body } = await call('lena', 'POST', his);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.state, 'cancelled');
  });
});

describe('a discovery token', () => {
  const read = (secret, path) =>
    fetch(`${base}/api/infra${path}`, {
      headers: { authorization: `Bearer ${secret}` },
    });

  it('reads the targets of its scope and nothing else', async () => {
    const { secret } = owned.discovery;
    const own = await read(secret, `/v1/monitoring/targets/project:${PROJECT}`);
    const text = await own.text();
    assert.equal(own.status, 200, text);
    assert.ok(text.includes('secret-vm'), text);
    const other = await read(secret, '/v1/monitoring/targets/estate');
    assert.equal(other.status, 401);
    for (const name of Object.keys(ACCESS)) {
      const [method, path] = accessOf(name);
      if (method === 'GET' && name !== 'getDiscoveryTargets') {
        assert.equal((await read(secret, path)).status, 401, path);
      }
    }
  });

  it("is the team's to make and take back, and the estate's the SREs'", async () => {
    const scope = `project:${PROJECT}`;
    const ask = (persona, of) =>
      call(persona, 'POST', '/v1/monitoring/tokens', { scope: of, name: 'X' });
    const expected = { dana: 201, lena: 201, amira: 403, ada: 403, rui: 201 };
    for (const [persona, status] of Object.entries(expected)) {
      assert.equal((await ask(persona, scope)).status, status, persona);
    }
    for (const persona of ['dana', 'lena', 'amira', 'ada']) {
      assert.equal((await ask(persona, 'estate')).status, 403, persona);
    }
    const { body } = await ask('rui', 'estate');
    const revoke = `/v1/monitoring/tokens/${body.token.id}/revoke`;
    assert.equal((await call('dana', 'POST', revoke)).status, 403);
    assert.equal((await call('rui', 'POST', revoke)).status, 200);
    const gone = await read(body.secret, '/v1/monitoring/targets/estate');
    assert.equal(gone.status, 401);
  });
});

describe('nobody in particular', () => {
  it('gets 401 from every route', async () => {
    for (const routes of Object.values(DECISIONS)) {
      for (const [method, path, body] of routes()) {
        const { status } = await call(undefined, method, path, body);
        assert.equal(status, 401, `${method} ${path}`);
      }
    }
  });
});

describe('the requester herself', () => {
  it('can not approve her own request', async () => {
    const { status } = await call(
      'dana',
      'POST',
      `/v1/operations/${owned.waiting}/approve`,
      {},
    );
    assert.equal(status, 403);
  });

  it('can cancel it, which gives back what was reserved', async () => {
    const { status, body } = await call(
      'dana',
      'POST',
      `/v1/operations/${owned.waiting}/cancel`,
    );
    assert.equal(status, 200);
    assert.equal(body.state, 'cancelled');
    const { body: project } = await call(
      'dana',
      'GET',
      `/v1/projects/${PROJECT}`,
    );
    assert.deepEqual(project.usage.reserved.gpus, {});
  });
});
