import cinder from '../__fixtures__/zed-cinder-services.json';
import versions from '../__fixtures__/zed-ironic-versions.json';
import nova from '../__fixtures__/zed-services.json';
import {
  startScriptedCloud,
  type ScriptedAnswer,
  type ScriptedCloud,
} from '../testing/scriptedCloud';
import { createClients } from './clients';
import { OpenStackHealth } from './OpenStackHealth';

const options = { signal: new AbortController().signal };

/** Shape from the Networking API reference, `GET /v2.0/agents`: the recorded cloud has no agents. */
const agent = {
  binary: 'neutron-openvswitch-agent',
  host: 'compute-1',
  agent_type: 'Open vSwitch agent',
  alive: true,
  admin_state_up: true,
  availability_zone: null,
  heartbeat_timestamp: '2026-11-22 16:51:06',
};

describe('OpenStackHealth', () => {
  let cloud: ScriptedCloud;
  let answers: Record<string, ScriptedAnswer>;

  beforeEach(async () => {
    answers = {
      '/compute/v2.1/os-services': { body: nova.response.body },
      '/network/v2.0/agents': { body: { agents: [] } },
      '/volume/v3/project-1/os-services': { body: cinder.response.body },
      '/placement/resource_providers': { body: { resource_providers: [] } },
      '/image/v2/images': { body: { images: [] } },
    };
    cloud = await startScriptedCloud(({ path }) => answers[path.split('?')[0]]);
    cloud.state.endpoints['block-storage'] = '/volume/v3';
  });
  afterEach(() => cloud.close());

  const read = () =>
    new OpenStackHealth(createClients(cloud.connect())).health(options);

  it('tells the recorded services of Nova and Cinder', async () => {
    const { services, problems } = await read();
    expect(problems).toEqual([]);
    expect(services).toContainEqual({
      name: 'nova-compute',
      host: 'compute-1',
      zone: 'nova',
      state: 'up',
      lastSeenAt: '2026-11-22T16:51:08.000000Z',
    });
    expect(services.map(one => `${one.name} ${one.host}`)).toEqual(
      expect.arrayContaining([
        'cinder-volume lab@fake',
        'cinder-scheduler lab',
      ]),
    );
  });

  it('tells what is down, disabled, or can not be known, and why', async () => {
    const [row] = nova.response.body.services;
    answers['/compute/v2.1/os-services'] = {
      body: {
        services: [
          { ...row, host: 'a', state: 'down' },
          { ...row, host: 'b', forced_down: true },
          { ...row, host: 'c', status: 'disabled', disabled_reason: 'fan 3' },
          {
            ...row,
            host: 'd',
            status: 'disabled',
            disabled_reason: null,
            state: 'down',
          },
          // all there is of a service in a cell that is down
          { binary: row.binary, host: 'e', status: 'UNKNOWN' },
        ],
      },
    };
    answers['/network/v2.0/agents'] = {
      body: {
        agents: [
          { ...agent, alive: false },
          { ...agent, host: 'compute-2', admin_state_up: false },
        ],
      },
    };
    const { services } = await read();
    const told = Object.fromEntries(
      services.map(one => [one.host, [one.state, one.detail]]),
    );
    expect(told).toMatchObject({
      a: ['down', expect.stringContaining('report')],
      b: ['down', expect.stringContaining('administrator')],
      c: ['disabled', 'fan 3'],
      d: ['disabled', expect.stringContaining('down')],
      e: ['unknown', expect.stringContaining('cell')],
      'compute-1': ['down', expect.stringContaining('Open vSwitch agent')],
      'compute-2': ['disabled', undefined],
    });
    expect(services.find(one => one.host === 'compute-1')?.lastSeenAt).toBe(
      '2026-11-22T16:51:06Z',
    );
  });

  it('tells two agents of one program on one host once, by the worse', async () => {
    answers['/network/v2.0/agents'] = {
      body: {
        agents: [
          agent,
          { ...agent, alive: false, agent_type: 'Gateway agent' },
        ],
      },
    };
    const agents = (await read()).services.filter(
      one => one.name === agent.binary,
    );
    expect(agents.map(one => one.state)).toEqual(['down']);
  });

  it('names a service that can not be asked, and tells the others', async () => {
    answers['/volume/v3/project-1/os-services'] = {
      status: 503,
      body: 'Service Unavailable',
    };
    answers['/image/v2/images'] = { status: 500, body: {} };
    const { services, problems } = await read();
    expect(services.map(one => one.name)).toContain('nova-compute');
    expect(problems).toEqual([
      expect.stringMatching(
        /^Cinder can't be asked: The volume service of os-test .*\.$/,
      ),
      expect.stringMatching(
        /^Glance can't be asked: The image service of os-test .*\.$/,
      ),
    ]);
  });

  it('reads past odd rows, and says which they are', async () => {
    cloud.state.endpoints.baremetal = '/baremetal';
    const path = '/baremetal/v1';
    answers[`${path}/`] = {
      body: { version: versions.response.body.versions[0] },
    };
    answers[`${path}/conductors`] = {
      body: { conductors: [{ alive: true }, { hostname: 'c1', alive: null }] },
    };
    const [row] = nova.response.body.services;
    answers['/compute/v2.1/os-services'] = {
      body: { services: [{ ...row, host: 'odd', status: null }, row] },
    };
    answers['/network/v2.0/agents'] = {
      body: { agents: [{ ...agent, binary: 7 }, agent] },
    };
    answers['/volume/v3/project-1/os-services'] = {
      body: { services: [null, ...cinder.response.body.services] },
    };
    const { services, problems } = await read();
    expect(services.map(one => one.name)).toEqual(
      expect.arrayContaining([
        row.binary,
        agent.binary,
        'cinder-volume',
        'ironic-conductor',
      ]),
    );
    expect(problems.map(one => one.replace(/:.*/, '')).sort()).toEqual([
      "A conductor can't be read",
      "A service of Cinder can't be read",
      "A service of Nova on odd can't be read",
      "An agent of Neutron on compute-1 can't be read",
    ]);
  });

  it('fails when nothing can be asked', async () => {
    for (const path of Object.keys(answers)) {
      answers[path] = { status: 503, body: 'Service Unavailable' };
    }
    await expect(read()).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('tells the conductors of bare metal where there is some', async () => {
    cloud.state.endpoints.baremetal = '/baremetal';
    answers['/baremetal/v1/'] = {
      body: { version: versions.response.body.versions[0] },
    };
    answers['/baremetal/v1/conductors'] = {
      body: {
        conductors: [
          {
            hostname: 'bm-control',
            alive: false,
            updated_at: '2026-11-22T16:51:06+00:00',
          },
        ],
      },
    };
    expect((await read()).services).toContainEqual({
      name: 'ironic-conductor',
      host: 'bm-control',
      state: 'down',
      detail: 'It does not report any more.',
      lastSeenAt: '2026-11-22T16:51:06+00:00',
    });
  });

  it('asks no service that the catalog does not have', async () => {
    delete cloud.state.endpoints['block-storage'];
    await read();
    expect(cloud.calls().some(one => one.path.includes('/volume'))).toBe(false);
  });
});
