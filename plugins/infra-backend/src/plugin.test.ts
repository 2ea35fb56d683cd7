import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  OPERATION_INPUTS,
  routes,
  type RouteContract,
} from '@ironstage/plugin-infra-common';
import { infraProvidersExtensionPoint } from '@ironstage/plugin-infra-node';
import request from 'supertest';
import { infraPlugin } from './plugin';
import { catalogOfTests } from './__testUtils__/catalogOfTests';
import { FakeProvider } from './__testUtils__/FakeProvider';

const provider = new FakeProvider().seed();

const fakeModule = createBackendModule({
  pluginId: 'infra',
  moduleId: 'fake',
  register(env) {
    env.registerInit({
      deps: { providers: infraProvidersExtensionPoint },
      async init({ providers }) {
        providers.addProvider(provider);
      },
    });
  },
});

/** A path of the contract with something in its parameters. */
const filled = (route: RouteContract) =>
  route.path
    .replace(':ref', encodeURIComponent('instance:fake-1/none'))
    .replace(/:\w+/g, 'none');

const userRoutes = Object.entries<RouteContract>(routes).filter(
  ([name]) => name !== 'listChanges',
);

describe('infraPlugin', () => {
  async function start() {
    const { server } = await startTestBackend({
      features: [catalogOfTests, infraPlugin, fakeModule],
    });
    return request(server);
  }

  it('serves every route of the contract to a user, and no other', async () => {
    const api = await start();
    for (const [name, route] of userRoutes) {
      const { status, body } = await api[route.method](
        `/api/infra${filled(route)}`,
      ).send({});
      // an unknown route is answered by Express, without an error of ours
      expect([name, status === 404 ? body.error?.name : 'found']).toEqual([
        name,
        status === 404 ? 'NotFoundError' : 'found',
      ]);
    }
    const { status, body } = await api.get('/api/infra/v1/nothing');
    expect([status, body.error]).toEqual([404, undefined]);
  });

  it.each(userRoutes)(
    'answers 401 to %s without credentials',
    async (_, route) => {
      const api = await start();

      const { status } = await api[route.method](`/api/infra${filled(route)}`)
        .set('authorization', mockCredentials.none.header())
        .send({});

      expect(status).toBe(401);
    },
  );

  it('lets no service token through where a person has to decide', async () => {
    const api = await start();
    const asService = (path: string) =>
      api
        .get(`/api/infra${path}`)
        .set('authorization', mockCredentials.service.header());

    expect((await asService('/v1/resources')).status).toBe(403);
    expect((await asService('/v1/changes')).status).toBe(200);
    expect((await api.get('/api/infra/v1/changes')).status).toBe(403);
  });

  it('tells targets to whoever has a token of the scope, and not to who is signed in', async () => {
    const api = await start();
    const made = await api
      .post('/api/infra/v1/monitoring/tokens')
      .send({ scope: 'estate', name: 'Prometheus' });
    expect(made.status).toBe(201);
    expect(made.headers['cache-control']).toBe('no-store');
    const targets = (token: string) =>
      api
        .get('/api/infra/v1/monitoring/targets/estate')
        .set('authorization', `Bearer ${token}`);
    let answer = await targets(made.body.secret);
    const deadline = Date.now() + 120_000;
    // until the provider was read for the first time
    while (answer.status === 503 && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 100));
      answer = await targets(made.body.secret);
    }
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
    expect(answer.body).toEqual(expect.any(Array));
    const plain = await targets(made.body.secret).set(
      'accept-encoding',
      'identity',
    );
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body).toEqual(answer.body);
    const again = await targets(made.body.secret).set(
      'if-none-match',
      answer.headers.etag,
    );
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await targets(mockCredentials.user.token())).status).toBe(401);
    const other = await api
      .get('/api/infra/v1/monitoring/targets/project:payments-dev')
      .set('authorization', `Bearer ${made.body.secret}`);
    expect(other.status).toBe(401);
    const tokens = await api
      .get('/api/infra/v1/monitoring/tokens')
      .set('authorization', `Bearer ${made.body.secret}`);
    expect(tokens.status).toBe(401);
  });

  it('describes itself as an OpenAPI document', async () => {
    const api = await start();

    const { body } = await api.get('/api/infra/openapi.json');

    expect(body.openapi).toBe('3.1.0');
    expect(
      Object.values<Record<string, { operationId: string }>>(body.paths)
        .flatMap(path => Object.values(path).map(one => one.operationId))
        .sort(),
    ).toEqual(Object.keys(routes).sort());
    expect(
      body.paths['/v1/resources'].get.parameters.map(
        (parameter: { name: string }) => parameter.name,
      ),
    ).toContain('q');
    const { schema } =
      body.paths['/v1/operations'].post.requestBody.content['application/json'];
    expect(
      schema.oneOf.find(
        (one: { title: string }) => one.title === 'instance.stop',
      ),
    ).toMatchObject({
      properties: {
        type: { const: 'instance.stop' },
        input: {
          properties: { ref: { type: 'string' }, force: { default: false } },
          required: ['ref'],
        },
      },
    });
    expect(schema.oneOf).toHaveLength(Object.keys(OPERATION_INPUTS).length);
  });

  it.each([
    ['/v1/resources?limit=0', 'limit'],
    ['/v1/resources?sort=colour', 'sort must be one of'],
    ['/v1/resources?kind=spaceship', 'kind'],
    ['/v1/resources?projekt=x', 'projekt'],
    ['/v1/resources/export?format=xlsx', 'format'],
    ['/v1/resources/export?limit=5', 'limit'],
    ['/v1/operations?state=odd', 'state'],
  ])('answers 400 to %s and says what is wrong', async (path, words) => {
    const api = await start();

    const { status, body } = await api.get(`/api/infra${path}`);

    expect(status).toBe(400);
    expect(body.error.message).toContain(words);
  });

  it('exports rows for other programs', async () => {
    const api = await start();

    const csv = await api.get('/api/infra/v1/resources/export?kind=flavor');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.text).toMatch(/^ref,kind,name,/);

    const lines = await api.get('/api/infra/v1/resources/export?format=ndjson');
    expect(lines.headers['content-type']).toBe(
      'application/x-ndjson; charset=utf-8',
    );
  });

  it('refuses a bad request by field', async () => {
    const api = await start();

    const { status, body } = await api
      .post('/api/infra/v1/operations')
      .send({ type: 'instance.create', input: { project: 'nobody-dev' } });

    expect(status).toBe(422);
    expect(body.error).toMatchObject({
      name: 'RefusedError',
      problems: expect.arrayContaining([
        { field: 'name', class: 'user', message: 'name is missing.' },
      ]),
    });
  });

  it('starts while its provider is dead, and says so', async () => {
    for (const kind of provider.inventory.kinds) {
      provider.failing.set(kind, 0);
    }
    const api = await start();

    const status = async () =>
      (await api.get('/api/infra/v1/providers')).body.items[0];
    for (let look = 0; look < 100; look++) {
      if ((await status()).state === 'unreachable') {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }

    expect(await status()).toMatchObject({
      state: 'unreachable',
      message: "Fake fake-1 can't be reached; see infra.fake[0].",
    });
    provider.failing.clear();
  });
});
