import authPlugin from '@backstage/plugin-auth-backend';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import authModulePersonas from './index';

const DANA = 'user:default/dana';
const EVE = 'user:default/eve';

const users = [DANA, EVE].map(ref => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: ref.split('/')[1], namespace: 'default' },
  spec: { memberOf: ['payments'] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/payments' }],
}));

function start(more: { enabled?: boolean; host?: string } = {}) {
  const { enabled = true, host = '127.0.0.1' } = more;
  return startTestBackend({
    features: [
      authPlugin,
      authModulePersonas,
      catalogServiceMock.factory({ entities: users }),
      mockServices.rootConfig.factory({
        data: {
          app: {
            baseUrl: 'http://localhost:7007',
            personas: [{ id: 'user:default/Dana', title: 'Dana' }],
          },
          backend: { baseUrl: 'http://localhost:7007', listen: { host } },
          auth: { providers: { persona: { enabled } } },
        },
      }),
    ],
  });
}

const REFRESH = '/api/auth/persona/refresh';

describe('sign-in as a persona', () => {
  it('knows the configured personas and nobody else, be they in the catalog or not', async () => {
    const { server } = await start();
    const dana = await request(server)
      .get(REFRESH)
      .set('x-ironstage-persona', DANA);
    expect(dana.status).toBe(200);
    expect(dana.body.backstageIdentity.identity).toEqual({
      type: 'user',
      userEntityRef: DANA,
      ownershipEntityRefs: expect.arrayContaining([
        DANA,
        'group:default/payments',
      ]),
    });
    for (const persona of [EVE, 'user:default/mallory', '', 'dana']) {
      const refused = await request(server)
        .get(REFRESH)
        .set('x-ironstage-persona', persona);
      expect(refused.status).toBe(401);
      expect(refused.body).not.toHaveProperty('backstageIdentity');
    }
    expect((await request(server).get(REFRESH)).status).toBe(401);
  });

  it('is not there unless it is switched on', async () => {
    const { server } = await start({ enabled: false });
    const answer = await request(server)
      .get(REFRESH)
      .set('x-ironstage-persona', DANA);
    expect(answer.status).toBe(404);
  });

  it('keeps the back end from starting where others can reach it', async () => {
    await expect(start({ host: '0.0.0.0' })).rejects.toThrow(
      /sign in without a password/,
    );
  });

  it('keeps the back end from starting in production', async () => {
    const before = process.env.NODE_ENV;
    Object.assign(process.env, { NODE_ENV: 'production' });
    try {
      await expect(start()).rejects.toThrow(/NODE_ENV is production/);
    } finally {
      Object.assign(process.env, { NODE_ENV: before });
    }
  });
});
