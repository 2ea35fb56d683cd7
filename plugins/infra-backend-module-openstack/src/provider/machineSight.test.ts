import { mockServices } from '@backstage/backend-test-utils';
import type { ReadProblem } from '@ironstage/plugin-infra-node';
import { startSimulators, type SimulatedEstate } from '@ironstage/simulators';
import { demoAuth, demoConfig } from '../testing/demoConfig';
import { OpenStackProvider } from './OpenStackProvider';

const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);
const signal = new AbortController().signal;

const CURES =
  'Ironic of os-eu1 hides machines from the admin of a project; use an account of the project "service" with the role service beside admin (infra.openstack[0].auth), or set infra.openstack[0].baremetal.scope to system.';

/** Asks the simulated Keystone as the portal's account, an admin. */
async function keystone(estate: SimulatedEstate) {
  const url = estate.openstack.authUrl;
  const domain = { name: 'Default' };
  const { username: name, password, project } = demoAuth;
  const login = await fetch(`${url}/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name, password, domain } },
        },
        scope: { project: { name: project, domain } },
      },
    }),
  });
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        'X-Auth-Token': login.headers.get('x-subject-token') ?? '',
      },
      body: body && JSON.stringify(body),
    });
    return answer.status === 204 ? undefined : answer.json();
  };
}

describe('machines of an Ironic with the policies of 2026.2', () => {
  let estate: SimulatedEstate;
  let ask: Awaited<ReturnType<typeof keystone>>;
  let roles: Record<string, string>;

  beforeAll(async () => {
    estate = await startSimulators({
      machines: 6,
      instances: 4,
      bareMetal: 8,
      openstackRelease: '2026.2',
    });
    ask = await keystone(estate);
    const found = await ask('GET', '/roles');
    roles = Object.fromEntries(
      found.roles.map((role: { name: string; id: string }) => [
        role.name,
        role.id,
      ]),
    );
  });
  afterAll(() => estate.stop());

  const connect = (changes: Record<string, unknown> = {}) =>
    OpenStackProvider.create(
      demoConfig({ authUrl: estate.openstack.authUrl, ...changes }),
      logger,
    );

  async function read(provider: OpenStackProvider) {
    const problems: ReadProblem[] = [];
    const names: string[] = [];
    for await (const page of provider.inventory.pages('machine', {
      signal,
      onProblem: problem => problems.push(problem),
    })) {
      names.push(...page.map(row => row.name));
    }
    return { names, problems };
  }

  it('are not none because the account of a project sees none', async () => {
    const provider = connect();
    await provider.check({ signal });
    await expect(read(provider)).rejects.toMatchObject({
      kind: 'forbidden',
      message: CURES,
    });
  });

  it('are not gone because the account of a project does not find one', async () => {
    const { inventory } = connect();
    await expect(
      inventory.get('machine', estate.estate.bareMetal[0].systemUuid, {
        signal,
      }),
    ).rejects.toMatchObject({ kind: 'forbidden', message: CURES });
  });

  it('are what is missing in the health of the control plane', async () => {
    const { services, problems } = await connect().health.health({ signal });
    expect(problems).toEqual([`Ironic can't be asked: ${CURES}`]);
    expect(services.some(one => one.name === 'nova-scheduler')).toBe(true);
  });

  it('are some to the project that leases them, which says that there may be more', async () => {
    const project = 'search-prod';
    const { projects } = await ask('GET', `/projects?name=${project}`);
    const user = estate.openstack.credentials.userId;
    await ask(
      'PUT',
      `/projects/${projects[0].id}/users/${user}/roles/${roles.admin}`,
    );
    const { names, problems } = await read(
      connect({ auth: { ...demoAuth, project } }),
    );
    expect(names).toEqual(['b11-n01']);
    expect(problems).toEqual([{ kind: 'machine', message: CURES }]);
  });

  it('are all there for an account of the project service', async () => {
    const { project } = await ask('POST', '/projects', {
      project: { name: 'service', domain_id: 'default' },
    });
    const { user } = await ask('POST', '/users', {
      user: { name: 'portal-service', password: 'pw', domain_id: 'default' },
    });
    for (const role of [roles.admin, roles.service]) {
      await ask(
        'PUT',
        `/projects/${project.id}/users/${user.id}/roles/${role}`,
      );
    }
    const provider = connect({
      auth: {
        type: 'password',
        username: 'portal-service',
        password: 'pw',
        project: 'service',
      },
    });
    const { names, problems } = await read(provider);
    expect(names).toHaveLength(8);
    expect(problems).toEqual([]);
    expect((await provider.health.health({ signal })).problems).toEqual([]);
  });

  it('are all there with a token of the system, which nobody but Ironic gets', async () => {
    const provider = connect({ baremetal: { scope: 'system' } });
    await expect(read(provider)).rejects.toMatchObject({
      kind: 'unauthorized',
      message:
        "os-eu1 refuses the portal's login to the system, which infra.openstack[0].baremetal.scope asks for: give the account of infra.openstack[0].auth the role reader on the system.",
    });
    await provider.check({ signal });

    const user = estate.openstack.credentials.userId;
    await ask('PUT', `/system/users/${user}/roles/${roles.reader}`);
    const { names, problems } = await read(provider);
    expect(names).toHaveLength(8);
    expect(problems).toEqual([]);
    const { services, problems: ill } = await provider.health.health({
      signal,
    });
    expect(ill).toEqual([]);
    expect(services.map(one => one.name)).toContain('ironic-conductor');
    // with the token of the system Nova would give no services
    expect(services.map(one => one.name)).toContain('nova-scheduler');
  });
});
