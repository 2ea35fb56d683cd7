import { GiB, MiB, vector } from '@ironstage/plugin-infra-common';
import {
  startScriptedCloud,
  type ScriptedAnswer,
  type ScriptedCloud,
  type SeenRequest,
} from '../testing/scriptedCloud';
import { createClients } from './clients';
import { ProjectQuota } from './ProjectQuota';

const { signal } = new AbortController();
const quota = vector({
  vcpus: 8,
  memoryBytes: 16 * 1024 * MiB,
  storageBytes: 100 * GiB,
  instances: 4,
});
const REGISTERED = ['class:VCPU', 'class:MEMORY_MB', 'servers'];

/** Nova's names of what Keystone's limits are called; nova/limit/placement.py */
const OF_NOVA: Record<string, string> = {
  'class:VCPU': 'cores',
  'class:MEMORY_MB': 'ram',
  servers: 'instances',
};

type Answer = (request: SeenRequest) => ScriptedAnswer;

describe('ProjectQuota', () => {
  let cloud: ScriptedCloud;
  let nova: Record<string, number>;
  let novaKeeps: boolean;
  let registered: string[];
  let limits: Array<Record<string, string | number>>;
  let answers: Record<string, Answer>;

  beforeEach(async () => {
    nova = { cores: 20, ram: 51200, instances: 10 };
    novaKeeps = true;
    registered = [];
    limits = [];
    const ok = (body: object = {}) => ({ body });
    answers = {
      'GET /compute/v2.1/os-quota-sets/p1': () =>
        ok({
          quota_set: {
            ...nova,
            ...Object.fromEntries(
              limits
                .filter(one => one.project_id === 'p1')
                .map(one => [
                  OF_NOVA[one.resource_name],
                  Number(one.resource_limit),
                ]),
            ),
          },
        }),
      'PUT /compute/v2.1/os-quota-sets/p1': ({ body }) => {
        const { quota_set: wanted } = body as { quota_set: typeof nova };
        Object.assign(nova, novaKeeps ? wanted : {});
        return ok({ quota_set: nova });
      },
      'DELETE /compute/v2.1/os-quota-sets/p1': () => ({ status: 202 }),
      'DELETE /network/v2.0/quotas/p1': () => ({ status: 204 }),
      'PUT /network/v2.0/quotas/p1': ({ body }) => ok(body as object),
      'GET /identity/v3/registered_limits': () =>
        ok({
          registered_limits: registered.map(name => ({
            resource_name: name,
            region_id: 'RegionOne',
          })),
        }),
      'GET /identity/v3/limits': () => ok({ limits }),
      'POST /identity/v3/limits': ({ body }) => {
        const made = (body as { limits: typeof limits }).limits;
        limits.push(
          ...made.map(one => ({ ...one, id: `of-${one.resource_name}` })),
        );
        return { status: 201, body: { limits: made } };
      },
    };
    cloud = await startScriptedCloud(request => {
      const key = `${request.method} ${request.path.split('?')[0]}`;
      return answers[key]?.(request);
    });
  });
  afterEach(() => cloud.close());

  const projectQuota = (changes: Record<string, unknown> = {}) => {
    const transport = cloud.connect(changes);
    return new ProjectQuota(transport, createClients(transport));
  };
  const set = (changes: Record<string, unknown> = {}) =>
    projectQuota(changes).set('p1', quota, signal);
  const asked = () =>
    cloud.calls().map(one => `${one.method} ${one.path.split('?')[0]}`);

  it('is set in Nova, which keeps it, and Keystone is not asked', async () => {
    await set();
    expect(nova).toEqual({ cores: 8, ram: 16384, instances: 4 });
    expect(asked().filter(one => one.includes('limits'))).toEqual([]);
  });

  it('is set in Keystone where Nova takes its limits from there', async () => {
    novaKeeps = false;
    registered = [...REGISTERED, 'server_key_pairs'];
    await set();
    expect(limits).toEqual(
      [
        ['class:VCPU', 8],
        ['class:MEMORY_MB', 16384],
        ['servers', 4],
      ].map(([name, value]) => ({
        id: `of-${name}`,
        service_id: 'service-of-compute',
        region_id: 'RegionOne',
        project_id: 'p1',
        resource_name: name,
        resource_limit: value,
      })),
    );
  });

  it('changes the limits that Keystone has of the project, and no others', async () => {
    novaKeeps = false;
    registered = REGISTERED;
    const limit = (id: string, name: string, value: number, more = {}) => ({
      id,
      resource_name: name,
      resource_limit: value,
      region_id: 'RegionOne',
      project_id: 'p1',
      ...more,
    });
    limits = [
      limit('l1', 'class:VCPU', 2),
      limit('l2', 'class:MEMORY_MB', 16384),
      limit('l3', 'servers', 1, { project_id: 'p2' }),
      limit('l4', 'servers', 1, { region_id: 'RegionTwo', project_id: 'p1' }),
    ];
    answers['PATCH /identity/v3/limits/l1'] = ({ body }) => {
      Object.assign(limits[0], (body as { limit: object }).limit);
      return { body: { limit: limits[0] } };
    };
    await set();
    expect(limits[0].resource_limit).toBe(8);
    expect(asked().filter(one => /PATCH|POST .*limits/.test(one))).toEqual([
      'PATCH /identity/v3/limits/l1',
      'POST /identity/v3/limits',
    ]);
    expect(limits.at(-1)).toMatchObject({
      resource_name: 'servers',
      resource_limit: 4,
    });
  });

  it('is refused where neither Nova keeps it nor Keystone has such limits', async () => {
    novaKeeps = false;
    await expect(set()).rejects.toMatchObject({
      kind: 'misconfigured',
      message:
        'Nova of os-test accepts a quota and does not keep it; somebody who runs that cloud must say where its limits are set.',
    });
  });

  it.each([403, 409])(
    'is refused where Keystone answers %s to a new limit',
    async status => {
      novaKeeps = false;
      registered = REGISTERED;
      answers['POST /identity/v3/limits'] = () => ({
        status,
        body: { error: { code: status, message: 'no', title: 'No' } },
      });
      await expect(set()).rejects.toMatchObject({
        kind: 'misconfigured',
        message:
          'Limits of os-test are kept in Keystone, which does not let the account of infra.openstack[0].auth set them.',
      });
    },
  );

  it('is refused where Neutron or Cinder do not keep theirs', async () => {
    answers['PUT /network/v2.0/quotas/p1'] = () => ({
      body: { quota: { network: 100, floatingip: 50 } },
    });
    await expect(set({ quota: { networks: 2 } })).rejects.toThrow(
      /^Neutron of os-test accepts a quota and does not keep it/,
    );
    cloud.state.endpoints['block-storage'] = '/volume/v3';
    const cinder = '/volume/v3/project-1/os-quota-sets/p1';
    answers[`PUT ${cinder}`] = () => ({ body: {} });
    answers[`GET ${cinder}`] = () => ({
      body: { quota_set: { gigabytes: 1000 } },
    });
    await expect(set()).rejects.toThrow(
      /^Cinder of os-test accepts a quota and does not keep it/,
    );
  });

  it('takes the limits of the project in Keystone away with it', async () => {
    const limit = (id: string, name: string) => ({
      id,
      resource_name: name,
      resource_limit: 1,
      region_id: 'RegionOne',
      project_id: 'p1',
    });
    limits = [limit('l1', 'servers'), limit('l2', 'server_groups')];
    answers['DELETE /identity/v3/limits/l1'] = () => ({ status: 204 });
    await projectQuota().reset('p1', signal);
    expect(asked().filter(one => one.includes('/limits/'))).toEqual([
      'DELETE /identity/v3/limits/l1',
    ]);
  });

  it('is reset where Keystone has no limits at all', async () => {
    delete answers['GET /identity/v3/limits'];
    await projectQuota().reset('p1', signal);
    expect(asked()).toContain('DELETE /network/v2.0/quotas/p1');
  });
});
