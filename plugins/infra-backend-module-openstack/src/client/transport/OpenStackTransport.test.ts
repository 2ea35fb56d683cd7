import {
  isProviderError,
  type ProviderError,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import {
  startScriptedCloud,
  type ScriptedAnswer,
  type ScriptedCloud,
  type SeenRequest,
} from '../../testing/scriptedCloud';
import type { ServiceCall } from './OpenStackTransport';

const UNAUTHORIZED: ScriptedAnswer = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Keystone uri="http://x"' },
  body: { error: { code: 401, title: 'Unauthorized', message: 'No.' } },
};

describe('OpenStackTransport', () => {
  let cloud: ScriptedCloud;
  let script: (request: SeenRequest) => ScriptedAnswer | undefined;
  /** in place of the login that succeeds */
  let login: typeof script;
  beforeEach(async () => {
    script = () => ({ body: { ok: true } });
    login = () => undefined;
    cloud = await startScriptedCloud(request =>
      /auth\/tokens|v2\.1\/$|placement\/$/.test(request.path)
        ? login(request)
        : script(request),
    );
  });
  afterEach(() => cloud.close());

  const call = (changes: Partial<ServiceCall> = {}): ServiceCall => ({
    service: 'compute',
    method: 'GET',
    path: '/flavors',
    signal: new AbortController().signal,
    ...changes,
  });
  async function failure(promise: Promise<unknown>): Promise<ProviderError> {
    const error = await promise.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    if (!isProviderError(error)) {
      throw new Error(`no ProviderError: ${String(error)}`);
    }
    expect(`${error.message} ${error.detail}`).not.toContain('correct-horse');
    return error;
  }

  it('logs in once for ten calls at the same time', async () => {
    const transport = cloud.connect();
    await Promise.all(Array.from({ length: 10 }, () => transport.send(call())));
    expect(cloud.state.logins).toBe(1);
    expect(cloud.seen[0].body).toEqual({
      auth: {
        identity: {
          methods: ['password'],
          password: {
            user: {
              name: 'portal',
              domain: { name: 'Default' },
              password: 'correct-horse',
            },
          },
        },
        scope: { project: { name: 'admin', domain: { name: 'Default' } } },
      },
    });
  });

  it('logs in once more when ten calls are refused at the same time', async () => {
    const transport = cloud.connect();
    await transport.send(call());
    script = request =>
      request.headers['x-auth-token'] === 'token-number-1'
        ? UNAUTHORIZED
        : { body: {} };
    await Promise.all(Array.from({ length: 10 }, () => transport.send(call())));
    expect(cloud.state.logins).toBe(2);
  });

  it('repeats a write that was refused for its token', async () => {
    const transport = cloud.connect();
    script = request =>
      request.headers['x-auth-token'] === 'token-number-1'
        ? UNAUTHORIZED
        : { status: 202, body: {} };
    await transport.send(call({ method: 'POST', body: { a: 1 } }));
    expect(cloud.calls().map(one => one.method)).toEqual(['POST', 'POST']);
  });

  it('does not log in a third time', async () => {
    const transport = cloud.connect();
    script = () => UNAUTHORIZED;
    const error = await failure(transport.send(call()));
    expect(error.kind).toBe('unauthorized');
    expect(error.message).toContain('refuses a token that Keystone has just');
    expect(cloud.state.logins).toBe(2);
  });

  it('renews a token at 80 % of its life, whatever the clocks say', async () => {
    let now = 0;
    const transport = cloud.connect({}, () => now);
    await transport.send(call());
    now = 0.79 * 3_600_000;
    await transport.send(call());
    expect(cloud.state.logins).toBe(1);
    now = 0.81 * 3_600_000;
    await transport.send(call());
    expect(cloud.state.logins).toBe(2);
  });

  it('keeps a token for each project and logs in there as the provisioning account', async () => {
    const transport = cloud.connect({
      provisioning: { username: 'builder', password: 'builders-secret' },
    });
    await transport.send(call());
    await transport.send(call({ scope: { projectId: 'p-9' } }));
    await transport.send(call({ scope: { projectId: 'p-9' } }));
    expect(cloud.state.logins).toBe(2);
    const logins = cloud.seen.filter(one => one.path.endsWith('auth/tokens'));
    expect(logins[1].body).toMatchObject({
      auth: {
        identity: { password: { user: { name: 'builder' } } },
        scope: { project: { id: 'p-9' } },
      },
    });
  });

  it('sends no scope beside an application credential, and can not go elsewhere with it', async () => {
    const transport = cloud.connect({
      auth: { type: 'applicationCredential', id: 'c-1', secret: 's3cr3t-text' },
    });
    await transport.send(call());
    expect(cloud.seen[0].body).toEqual({
      auth: {
        identity: {
          methods: ['application_credential'],
          application_credential: { id: 'c-1', secret: 's3cr3t-text' },
        },
      },
    });
    expect(transport.session.canProvision).toBe(false);
    const error = await failure(
      transport.send(call({ scope: { projectId: 'p-9' } })),
    );
    expect(error.message).toContain('infra.openstack[0].provisioning');
  });

  it('lets the others wait for a login that one caller gives up', async () => {
    const transport = cloud.connect();
    const controller = new AbortController();
    const impatient = transport.send(call({ signal: controller.signal }));
    const other = transport.send(call());
    controller.abort();
    expect((await failure(impatient)).kind).toBe('aborted');
    await other;
    expect(cloud.state.logins).toBe(1);
  });

  it('does not work with a token that is bound to no project', async () => {
    cloud.state.unscoped = true;
    const error = await failure(cloud.connect().send(call()));
    expect(error.kind).toBe('misconfigured');
    expect(error.message).toContain('infra.openstack[0].auth');
  });

  it.each([
    ['/identity/', '/identity/v3/auth/tokens'],
    ['/identity/v3', '/identity/v3/auth/tokens'],
  ])('finds Keystone at %s', async (path, expected) => {
    await cloud.connect({ authUrl: `${cloud.origin}${path}` }).send(call());
    expect(cloud.seen[0].path).toBe(expected);
  });

  it('says that there is no Keystone where there is none', async () => {
    const error = await failure(
      cloud.connect({ authUrl: `${cloud.origin}/elsewhere` }).send(call()),
    );
    expect(error.message).toContain('check infra.openstack[0].authUrl');
  });

  it('takes a page that says 404 to a login for another address than that of Keystone', async () => {
    login = () => ({ status: 404, body: '<!doctype html><h1>Not Found</h1>' });
    expect(await failure(cloud.connect().send(call()))).toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('infra.openstack[0].authUrl'),
    });
  });

  it('chooses among regions, and says when it can not', async () => {
    cloud.state.regions = ['eu-1', 'eu-2'];
    await cloud.connect({ region: 'eu-2' }).send(call());
    const open = await failure(cloud.connect().send(call()));
    expect(open.message).toBe(
      'os-test has the regions eu-1, eu-2; choose one in infra.openstack[0].region.',
    );
    const wrong = await failure(cloud.connect({ region: 'mars' }).send(call()));
    expect(wrong.message).toContain('check infra.openstack[0].region');
    const closed = await failure(
      cloud.connect({ region: 'eu-1', interface: 'internal' }).send(call()),
    );
    expect(closed.message).toContain('check infra.openstack[0].interface');
  });

  it('says what the catalog lacks', async () => {
    delete cloud.state.endpoints.placement;
    const error = await failure(
      cloud.connect().send(call({ service: 'placement' })),
    );
    expect(error.kind).toBe('misconfigured');
    expect(error.message).toContain('no placement service');
  });

  it('reads a catalog past services and endpoints that somebody has entered badly', async () => {
    login = request =>
      request.path.endsWith('/auth/tokens')
        ? {
            status: 201,
            headers: { 'X-Subject-Token': 'token' },
            body: {
              token: {
                issued_at: '2026-11-22T16:00:00.000000Z',
                expires_at: '2026-11-22T17:00:00.000000Z',
                user: { id: 'u', name: 'portal' },
                project: {
                  id: 'p',
                  name: 'admin',
                  domain: { id: 'default', name: 'Default' },
                },
                system: null,
                roles: [{ id: 'r' }, { id: 'r2', name: 'admin' }],
                catalog: [
                  { type: 'object-store' },
                  { name: 'without a type', endpoints: [] },
                  {
                    type: 'compute',
                    id: null,
                    endpoints: [
                      { interface: 'public', region: 'RegionOne', url: null },
                      {
                        interface: 'public',
                        region: 'RegionOne',
                        url: `${cloud.origin}/compute/v2.1`,
                      },
                    ],
                  },
                ],
              },
            },
          }
        : undefined;
    const transport = cloud.connect();
    await expect(transport.send(call())).resolves.toMatchObject({
      body: { ok: true },
    });
  });

  it('completes addresses that lack a version, and drops a project from them', async () => {
    cloud.state.endpoints.compute = '/compute/v2.1/project-1';
    cloud.state.endpoints['block-storage'] = '/volume/v3/project-1';
    const transport = cloud.connect();
    await transport.send(call());
    await transport.send(call({ service: 'network', path: '/networks' }));
    await transport.send(call({ service: 'image', path: '/images' }));
    await transport.send(call({ service: 'volume', path: '/volumes' }));
    expect(cloud.calls().map(one => one.path)).toEqual([
      '/compute/v2.1/flavors',
      '/network/v2.0/networks',
      '/image/v2/images',
      '/volume/v3/volumes',
    ]);
  });

  it('sends ids encoded', async () => {
    await cloud
      .connect()
      .send(call({ path: '/flavors/{id}', params: { id: 'a/../b' } }));
    expect(cloud.calls()[0].path).toBe('/compute/v2.1/flavors/a%2F..%2Fb');
  });

  it('asks for the versions once, and sends the one that the call needs', async () => {
    const transport = cloud.connect();
    await transport.send(call({ version: { at: '2.47' } }));
    await transport.send(call({ version: { at: '2.53', better: '2.88' } }));
    await transport.send(call({ version: { at: '2.53', better: '2.96' } }));
    await transport.send(
      call({ service: 'placement', version: { at: '1.29' } }),
    );
    expect(
      cloud.calls().map(one => one.headers['openstack-api-version']),
    ).toEqual([
      'compute 2.47',
      'compute 2.88',
      'compute 2.53',
      'placement 1.29',
    ]);
    expect(
      cloud.seen.filter(one => one.path === '/compute/v2.1/'),
    ).toHaveLength(1);
  });

  it('does not even ask a service that is too old', async () => {
    const error = await failure(
      cloud.connect().send(call({ version: { at: '2.99' } })),
    );
    expect(error.kind).toBe('misconfigured');
    expect(error.message).toBe(
      'The compute service of os-test speaks the API versions 2.1 to 2.93, and 2.99 is needed.',
    );
    expect(cloud.calls()).toEqual([]);
  });

  it('takes a page of a proxy for an outage', async () => {
    script = () => ({
      status: 503,
      body: '<html><h1>503</h1>No server</html>',
    });
    const error = await failure(cloud.connect().send(call()));
    expect(error).toMatchObject({ kind: 'unavailable', upstreamStatus: 503 });
    expect(error.message).toBe(
      'The compute service of os-test has trouble of its own.',
    );
  });

  it('does not believe an answer of the wrong form', async () => {
    script = () => ({ body: { flavors: [{ id: 7 }] } });
    const schema = z.object({ flavors: z.array(z.object({ id: z.string() })) });
    const transport = cloud.connect();
    const read = await failure(transport.call(call(), schema));
    expect(read.kind).toBe('unexpected-answer');
    expect(read.detail).toContain('flavors.0.id');
    const write = await failure(
      transport.call(call({ method: 'POST' }), schema),
    );
    expect(write.kind).toBe('unknown-outcome');
  });
});
