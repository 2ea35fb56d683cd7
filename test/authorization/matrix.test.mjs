// Who is let through where: every route of the REST API, asked by a developer of another team.
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

async function call(persona, method, path, body, plugin = 'infra') {
  const response = await fetch(`${base}/api/${plugin}${path}`, {
    method,
    headers: {
      ...(persona ? { authorization: `Bearer ${await tokenOf(persona)}` } : {}),
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
  const { status, body } = await submit('dana', 'gpu.request', gpuInput);
  assert.equal(status, 202, JSON.stringify(body));
  owned.waiting = body.id;
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
  { type: 'lease.extend', input: { ref: owned.ref, days: 7 } },
  ...machineBodies(),
];

/** Machines are nobody's secret and not his to operate; a project of another team is not there for him. */
const forType = ({ type }) =>
  type.startsWith('machine.') ? denied : refusedAsAbsent;

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
  getProject: () => [['GET', `/v1/projects/${PROJECT}`, undefined, absent]],
  getPolicy: () => [['GET', '/v1/policy', undefined, nothingOfHers]],
  listSshKeys: () => [['GET', '/v1/me/ssh-keys', undefined, nothingOfHers]],
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
      ['project.create'],
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
