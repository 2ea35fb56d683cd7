import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { guardedScheduler } from './guardedScheduler';

const runs = jest.fn(async () => {});

const plugin = createBackendPlugin({
  pluginId: 'example',
  register(env) {
    env.registerInit({
      deps: {
        scheduler: coreServices.scheduler,
        httpRouter: coreServices.httpRouter,
      },
      async init({ scheduler, httpRouter }) {
        httpRouter.use((_request, response) => {
          response.json({ open: true });
        });
        await scheduler.scheduleTask({
          id: 'task',
          scope: 'local',
          frequency: { hours: 1 },
          timeout: { minutes: 1 },
          fn: runs,
        });
      },
    });
  },
});

const TASKS = '/api/example/.backstage/scheduler/v1/tasks';

async function start(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  const { server } = await startTestBackend({
    features: [
      plugin,
      guardedScheduler,
      mockServices.permissions.factory({ result }),
    ],
  });
  return request(server);
}

const ROUTES = [
  ['get', TASKS],
  ['post', `${TASKS}/task/trigger`],
  ['post', `${TASKS}/task/cancel`],
] as const;

it.each(ROUTES)(
  'denies %s %s to who may not operate the portal',
  async (method, path) => {
    const api = await start(AuthorizeResult.DENY);
    const { status, body } = await api[method](path);
    expect([status, body.error.name]).toEqual([403, 'NotAllowedError']);
  },
);

it.each(ROUTES)(
  'denies %s %s to nobody in particular and to services',
  async (method, path) => {
    const api = await start(AuthorizeResult.ALLOW);
    const as = (header: string) =>
      api[method](path).set('authorization', header);
    expect((await as(mockCredentials.none.header())).status).toBe(401);
    expect((await as(mockCredentials.service.header())).status).toBe(403);
  },
);

it('lets who may operate the portal trigger a task', async () => {
  const api = await start(AuthorizeResult.ALLOW);
  expect((await api.get(TASKS)).body.tasks).toHaveLength(1);
  const before = runs.mock.calls.length;

  expect((await api.post(`${TASKS}/task/trigger`)).status).toBe(200);

  await new Promise(resolve => setTimeout(resolve, 100));
  expect(runs.mock.calls.length).toBe(before + 1);
});

it('leaves the routes of the plugin itself alone', async () => {
  const api = await start(AuthorizeResult.DENY);
  expect((await api.get('/api/example/v1/things')).body).toEqual({
    open: true,
  });
});
