import { routes, type RouteContract, type RouteName } from '../contract/routes';
import { ANSWERS } from '../contract/testing/samples';
import { DefaultInfraClient } from './DefaultInfraClient';
import { InfraApiError } from './InfraApiError';
import type { InfraClient } from './InfraClient';

type Sent = { path: string; init: RequestInit };

function clientThat(answer: () => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const client = new DefaultInfraClient({
    door: 'cli',
    fetch: async (path, init) => {
      sent.push({ path, init });
      return answer();
    },
  });
  return { client, sent };
}

const { signal } = new AbortController();
const call = { signal };
const input = { ref: 'instance:p/1' };

/** One call of each method, and the address it goes to. */
const CALLS: Record<
  Exclude<RouteName, 'listChanges' | 'getDiscoveryTargets'>,
  [(client: InfraClient) => Promise<unknown>, string]
> = {
  listProviders: [c => c.listProviders(call), '/v1/providers'],
  listAudit: [
    c => c.listAudit({ actor: ['user:default/dana'], before: 7 }, call),
    '/v1/audit?actor=user%3Adefault%2Fdana&before=7',
  ],
  exportAudit: [
    async c =>
      new Response(await c.exportAudit({ action: ['a'] }, call)).json(),
    '/v1/audit/export?action=a',
  ],
  listAuditCheckpoints: [
    c => c.listAuditCheckpoints(call),
    '/v1/audit/checkpoints',
  ],
  verifyAudit: [c => c.verifyAudit({}, call), '/v1/audit/verify'],
  syncProvider: [c => c.syncProvider('a/b', call), '/v1/providers/a%2Fb/sync'],
  confirmRemovals: [
    c => c.confirmRemovals('os', call),
    '/v1/providers/os/confirm-removals',
  ],
  getResourceFacets: [
    c => c.getResourceFacets({ kind: ['image'], q: 'a b' }, call),
    '/v1/resources/facets?kind=image&q=a+b',
  ],
  exportResources: [
    async c =>
      new Response(
        await c.exportResources({ kind: ['image'], format: 'ndjson' }, call),
      ).json(),
    '/v1/resources/export?kind=image&format=ndjson',
  ],
  listResources: [
    c =>
      c.listResources({ kind: ['image', 'flavor'], q: 'a&b', site: [] }, call),
    '/v1/resources?kind=image&kind=flavor&q=a%26b',
  ],
  getResource: [
    c => c.getResource('instance:os/1/2', call),
    '/v1/resources/instance%3Aos%2F1%2F2',
  ],
  getProviderHealth: [
    c => c.getProviderHealth('os', call),
    '/v1/providers/os/health',
  ],
  listResourceEvents: [
    c => c.listResourceEvents('machine:m/1', { before: 7 }, call),
    '/v1/resources/machine%3Am%2F1/events?before=7',
  ],
  getRelations: [
    c => c.getRelations('instance:os/1', call),
    '/v1/resources/instance%3Aos%2F1/relations',
  ],
  getTopology: [
    c => c.getTopology({ focus: 'rack:eu1/r11' }, call),
    '/v1/topology?focus=rack%3Aeu1%2Fr11',
  ],
  listRacks: [
    c => c.listRacks({ site: ['eu1'], offset: 12 }, call),
    '/v1/topology/racks?site=eu1&offset=12',
  ],
  getImpact: [
    c => c.getImpact({ target: 'rack:r11' }, call),
    '/v1/topology/impact?target=rack%3Ar11',
  ],
  getCapacity: [c => c.getCapacity(call), '/v1/capacity'],
  listNetworkSegments: [
    c => c.listNetworkSegments({ role: ['oob'], overlapping: true }, call),
    '/v1/networks/segments?role=oob&overlapping=true',
  ],
  getImages: [c => c.getImages(call), '/v1/images'],
  getCosts: [
    c => c.getCosts({ month: '2026-11' }, call),
    '/v1/costs?month=2026-11',
  ],
  exportCosts: [
    async c => JSON.parse(await c.exportCosts({}, call)),
    '/v1/costs/export',
  ],
  listCapacityHosts: [
    c => c.listCapacityHosts({ status: ['up'], sort: '-vcpus' }, call),
    '/v1/capacity/hosts?status=up&sort=-vcpus',
  ],
  getMachineCapacity: [
    c => c.getMachineCapacity({ by: 'gpu' }, call),
    '/v1/capacity/machines?by=gpu',
  ],
  getCapacityHistory: [
    c => c.getCapacityHistory({ class: 'gpus.a/b', step: 3600 }, call),
    '/v1/capacity/history?class=gpus.a%2Fb&step=3600',
  ],
  getCapacityFit: [
    c => c.getCapacityFit({ flavor: 'gpu small' }, call),
    '/v1/capacity/fit?flavor=gpu+small',
  ],
  getCapacityForecast: [
    c => c.getCapacityForecast({ site: ['eu1'] }, call),
    '/v1/capacity/forecast?site=eu1',
  ],
  listProjects: [
    c => c.listProjects({ q: '', offset: 0 }, call),
    '/v1/projects?offset=0',
  ],
  getProject: [c => c.getProject('../x', call), '/v1/projects/..%2Fx'],
  listTenants: [
    c => c.listTenants({ q: 'shop', limit: 5 }, call),
    '/v1/tenants?q=shop&limit=5',
  ],
  listQuotaChanges: [
    c => c.listQuotaChanges('../x', { limit: 5 }, call),
    '/v1/projects/..%2Fx/quota-changes?limit=5',
  ],
  getPolicy: [c => c.getPolicy(call), '/v1/policy'],
  listSshKeys: [c => c.listSshKeys(call), '/v1/me/ssh-keys'],
  checkOperation: [
    c => c.checkOperation('instance.delete', input, call),
    '/v1/operations/check',
  ],
  submitOperation: [
    c => c.submitOperation('instance.delete', input, call),
    '/v1/operations',
  ],
  listOperations: [c => c.listOperations({}, call), '/v1/operations'],
  getOperation: [c => c.getOperation('o', call), '/v1/operations/o'],
  approveOperation: [
    c => c.approveOperation('o', 'Fine', call),
    '/v1/operations/o/approve',
  ],
  rejectOperation: [
    c => c.rejectOperation('o', 'No room', call),
    '/v1/operations/o/reject',
  ],
  listApprovals: [
    c => c.listApprovals({ project: ['a b'] }, call),
    '/v1/approvals?project=a+b',
  ],
  getDecision: [c => c.getDecision('a/b', call), '/v1/approvals/a%2Fb'],
  decideApprovals: [
    c => c.decideApprovals({ ids: ['a'], approve: true }, call),
    '/v1/approvals/decide',
  ],
  askOperation: [
    c => c.askOperation('a/b', 'Why?', call),
    '/v1/operations/a%2Fb/ask',
  ],
  answerOperation: [
    c => c.answerOperation('a/b', 'So', call),
    '/v1/operations/a%2Fb/answer',
  ],
  delegateOperation: [
    c => c.delegateOperation('a/b', 'user:default/rui', '', call),
    '/v1/operations/a%2Fb/delegate',
  ],
  cancelOperation: [
    c => c.cancelOperation('o', call),
    '/v1/operations/o/cancel',
  ],
  listDiscoveryTokens: [
    c => c.listDiscoveryTokens(call),
    '/v1/monitoring/tokens',
  ],
  createDiscoveryToken: [
    c => c.createDiscoveryToken({ scope: 'estate', name: 'One' }, call),
    '/v1/monitoring/tokens',
  ],
  revokeDiscoveryToken: [
    c => c.revokeDiscoveryToken('a/b', call),
    '/v1/monitoring/tokens/a%2Fb/revoke',
  ],
  getDiscovery: [
    c => c.getDiscovery('project:a/b', call),
    '/v1/monitoring/scopes/project%3Aa%2Fb',
  ],
};

const methods = Object.entries(CALLS) as Array<
  [keyof typeof CALLS, (typeof CALLS)[keyof typeof CALLS]]
>;

describe.each(methods)('%s', (name, [run, address]) => {
  const route: RouteContract = routes[name];

  it('sends what the contract asks for, through its door, and can be stopped', async () => {
    const { client, sent } = clientThat(() => Response.json(ANSWERS[name]));
    const answer = await run(client);
    expect(sent).toHaveLength(1);
    const [{ path, init }] = sent;
    expect(path).toBe(address);
    expect(init.method?.toLowerCase()).toBe(route.method);
    expect(init.signal).toBe(signal);
    expect(init.headers).toMatchObject({ 'x-infra-door': 'cli' });
    expect(new Headers(init.headers).get('content-type')).toBe(
      route.body ? 'application/json' : null,
    );
    const accepted = route.body
      ? route.body.safeParse(JSON.parse(String(init.body))).success
      : init.body === undefined;
    expect(accepted).toBe(true);
    expect(answer).toEqual(
      ['syncProvider', 'confirmRemovals'].includes(name)
        ? undefined
        : ANSWERS[name],
    );
  });

  it('throws what the server says is wrong', async () => {
    const { client } = clientThat(() =>
      Response.json(
        { error: { name: 'NotAllowedError', message: 'Not yours' } },
        { status: 403 },
      ),
    );
    await expect(run(client)).rejects.toMatchObject({
      name: 'InfraApiError',
      status: 403,
      code: 'NotAllowedError',
      message: 'Not yours',
      problems: [],
    });
  });
});

it('sends an idempotency key only when there is one', async () => {
  const { client, sent } = clientThat(() => Response.json({}));
  await client.submitOperation('instance.delete', input, {
    idempotencyKey: 'k',
  });
  await client.submitOperation('instance.delete', input);
  expect(sent[0].init.headers).toMatchObject({ 'idempotency-key': 'k' });
  expect(sent[1].init.headers).not.toHaveProperty('idempotency-key');
});

it('lets through what goes wrong on the way', async () => {
  const { client } = clientThat(() =>
    Promise.reject(new TypeError('fetch failed')),
  );
  await expect(client.getPolicy()).rejects.toThrow('fetch failed');
});

describe('InfraApiError', () => {
  const read = (body: string, status: number, statusText = '') =>
    InfraApiError.fromResponse(new Response(body, { status, statusText }));

  it('carries the problems of a refused request', async () => {
    const problems = [{ field: 'name', message: 'Taken.', class: 'user' }];
    expect(
      await read(
        JSON.stringify({
          error: { name: 'RefusedError', message: 'Taken.', problems },
        }),
        422,
      ),
    ).toMatchObject({ status: 422, code: 'RefusedError', problems });
  });

  it.each([
    [
      'a page',
      '<html>',
      502,
      'Bad Gateway',
      'The portal answered 502 Bad Gateway',
    ],
    ['nothing', '', 500, '', 'The portal answered 500'],
    [
      'other JSON',
      '{"message":"x"}',
      404,
      'Not Found',
      'The portal answered 404 Not Found',
    ],
    [
      'odd problems',
      '{"error":{"problems":"x"}}',
      422,
      '',
      'The portal answered 422',
    ],
  ])('makes a sentence of %s', async (_, body, status, text, message) => {
    expect(await read(body, status, text)).toMatchObject({
      message,
      status,
      code: 'UnexpectedAnswer',
      problems: [],
    });
  });

  it('has a sentence even when the server has none', async () => {
    expect((await read('{"error":{}}', 500)).message).toBe(
      'The portal answered 500',
    );
  });
});
