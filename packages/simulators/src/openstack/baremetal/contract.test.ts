import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { Client, login, type Answer } from '../../testing/client';
import { expectLikeRecorded, type Recorded } from '../../testing/likeRecorded';
import { demoCredentials as demo } from '../demo';
import conductors from './__fixtures__/ironic-21.4-conductors.json';
import drivers from './__fixtures__/ironic-21.4-drivers.json';
import laterField from './__fixtures__/ironic-21.4-field-of-a-later-microversion.json';
import zero from './__fixtures__/ironic-21.4-limit-of-zero.json';
import memberConductors from './__fixtures__/ironic-21.4-member-asks-for-conductors.json';
import memberNodes from './__fixtures__/ironic-21.4-member-lists-nodes-of-others.json';
import members from './__fixtures__/ironic-21.4-members-by-microversion.json';
import malformed from './__fixtures__/ironic-21.4-microversion-malformed.json';
import otherMajor from './__fixtures__/ironic-21.4-microversion-of-another-major.json';
import tooHigh from './__fixtures__/ironic-21.4-microversion-too-high.json';
import noToken from './__fixtures__/ironic-21.4-no-token.json';
import lessee from './__fixtures__/ironic-21.4-node-as-its-lessee-sees-it.json';
import byName from './__fixtures__/ironic-21.4-node-by-name.json';
import chosen from './__fixtures__/ironic-21.4-node-of-chosen-fields.json';
import nobody from './__fixtures__/ironic-21.4-nobody-lists-nodes.json';
import oldNodes from './__fixtures__/ironic-21.4-nodes-at-microversion-1-1.json';
import detail from './__fixtures__/ironic-21.4-nodes-detail.json';
import page from './__fixtures__/ironic-21.4-nodes-page.json';
import portsDetail from './__fixtures__/ironic-21.4-ports-detail.json';
import ports from './__fixtures__/ironic-21.4-ports-page.json';
import states from './__fixtures__/ironic-21.4-states.json';
import traits from './__fixtures__/ironic-21.4-traits.json';
import unknownField from './__fixtures__/ironic-21.4-unknown-field.json';
import unknownFilter from './__fixtures__/ironic-21.4-unknown-filter.json';
import unknownMarker from './__fixtures__/ironic-21.4-unknown-marker.json';
import unknownNode from './__fixtures__/ironic-21.4-unknown-node.json';
import unknownPath from './__fixtures__/ironic-21.4-unknown-path.json';
import versionV1 from './__fixtures__/ironic-21.4-version-v1.json';
import versions from './__fixtures__/ironic-21.4-versions.json';

/** What people and drivers write into a node: its members are data. */
const DATA =
  /^(properties|extra|driver_info|driver_internal_info|instance_info)$/;

function withoutData<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (key, item) => (DATA.test(key) ? {} : item)),
  );
}

describe('Ironic answers as the recorded one does', () => {
  let estate: SimulatedEstate;
  let admin: Client;

  beforeAll(async () => {
    estate = await startSimulators({
      machines: 8,
      instances: 0,
      bareMetal: 8,
      speed: 100,
    });
    admin = await login(estate.url);
  });
  afterAll(() => estate.stop());

  const ask = (path: string, version?: string, client = admin) =>
    client.ask('GET', `/baremetal${path}`, {
      headers: version ? { 'X-OpenStack-Ironic-API-Version': version } : {},
    });

  /** Sends what was recorded, for objects of this estate. */
  async function expectSame(
    recorded: Recorded & {
      request: { path: string; headers: Record<string, string> };
    },
    change: (path: string) => string = path => path,
    client = admin,
  ): Promise<Answer> {
    const { path, headers } = recorded.request;
    const version = headers['X-OpenStack-Ironic-API-Version'];
    const answer = await ask(change(path), version, client);
    expectLikeRecorded(
      { ...answer, body: withoutData(answer.body) },
      withoutData(recorded),
    );
    return answer;
  }

  const named = (path: string) =>
    path.replace(/bm-\d/, () => estate.estate.bareMetal[0].hostname);

  it.each([
    ['version discovery', versions],
    ['the version document', versionV1],
    ['a page of nodes', page],
    ['nodes in detail', detail],
    ['nodes without a version', oldNodes],
    ['one node by its name', byName],
    ['chosen members of a node', chosen],
    ['a page of ports', ports],
    ['ports in detail', portsDetail],
    ['the traits of a node', traits],
    ['the states of a node', states],
    ['conductors', conductors],
    ['drivers', drivers],
  ])('to the question for %s', async (_what, recorded) => {
    await expectSame(recorded, named);
  });

  it.each([
    ['a field of a later microversion', laterField],
    ['a limit of zero', zero],
    ['a malformed microversion', malformed],
    ['a microversion of another major', otherMajor],
    ['a microversion that is too high', tooHigh],
    ['an unknown field', unknownField],
    ['an unknown filter', unknownFilter],
    ['an unknown marker', unknownMarker],
    ['an unknown node', unknownNode],
    ['an unknown path', unknownPath],
  ])('to %s, word for word', async (_what, recorded) => {
    const answer = await expectSame(recorded);
    expect(answer.body).toEqual(recorded.response.body);
    const theirs = Object.keys(recorded.response.headers).map(name =>
      name.toLowerCase(),
    );
    for (const name of [
      'openstack-request-id',
      'x-openstack-ironic-api-version',
      'x-openstack-ironic-api-minimum-version',
    ]) {
      expect([name, answer.headers.has(name)]).toEqual([
        name,
        theirs.includes(name),
      ]);
    }
  });

  it('to those who may not ask', async () => {
    const anonymous = new Client(estate.url);
    const refused = await expectSame(noToken, path => path, anonymous);
    expect(refused.headers.has('openstack-request-id')).toBe(false);
    const member = await login(
      estate.url,
      'payments-dev',
      demo.memberUsername,
      demo.memberPassword,
    );
    const denied = await expectSame(memberConductors, path => path, member);
    expect(denied.body).toEqual(memberConductors.response.body);
    expect((await expectSame(memberNodes, path => path, member)).body).toEqual({
      nodes: [],
    });
    const unscoped = await new Client(estate.url).keystone(
      'POST',
      '/auth/tokens',
      {
        auth: {
          identity: {
            methods: ['password'],
            password: {
              user: {
                name: demo.memberUsername,
                password: demo.memberPassword,
                domain: { id: 'default' },
              },
            },
          },
          scope: 'unscoped',
        },
      },
    );
    const nowhere = new Client(
      estate.url,
      unscoped.headers.get('x-subject-token') ?? '',
    );
    const answer = await expectSame(nobody, path => path, nowhere);
    expect(answer.body).toEqual(nobody.response.body);
  });

  it('to a lessee, who sees one node and not all of it', async () => {
    const client = await login(
      estate.url,
      'search-prod',
      demo.memberUsername,
      demo.memberPassword,
    );
    const { body } = await ask('/v1/nodes', '1.82', client);
    expect(body.nodes).toHaveLength(1);
    const { body: node } = await expectSame(lessee, named, client);
    for (const hidden of [
      'driver_info',
      'driver_internal_info',
      'last_error',
      'reservation',
    ] as const) {
      expect(node[hidden]).toEqual(lessee.response.body[hidden]);
    }
    const other = estate.estate.bareMetal[1].hostname;
    expect((await ask(`/v1/nodes/${other}`, '1.82', client)).status).toBe(404);
  });

  it('with what each of its 82 microversions has, and no more', async () => {
    const { node, port, version } = members.response.firstMinor;
    const since = (table: Record<string, number>, minor: number) =>
      Object.keys(table)
        .filter(name => table[name] <= minor)
        .sort();
    for (let minor = 1; minor <= 82; minor += 1) {
      const at = `1.${minor}`;
      const nodes = await ask('/v1/nodes/detail?limit=1', at);
      const cards = await ask('/v1/ports/detail?limit=1', at);
      const document = await ask('/v1/', at);
      expect([
        at,
        Object.keys(nodes.body.nodes[0]).sort(),
        Object.keys(cards.body.ports[0]).sort(),
        Object.keys(document.body).sort(),
      ]).toEqual([
        at,
        since(node, minor),
        since(port, minor),
        since(version, minor),
      ]);
    }
  });

  it('with no name for the state available before 1.2', async () => {
    const { hostname } = estate.estate.bareMetal[1];
    const id = (await ask(`/v1/nodes/${hostname}`, '1.82')).body.uuid;
    expect((await ask(`/v1/nodes/${id}`)).body.provision_state).toBeNull();
    expect((await ask(`/v1/nodes/${id}`, '1.2')).body.provision_state).toBe(
      'available',
    );
    expect((await ask(`/v1/nodes/${hostname}`, '1.4')).status).toBe(404);
  });

  it('page by page, with a next link that forgets the filters', async () => {
    const seen: string[] = [];
    let marker = '';
    do {
      const { body } = await ask(
        `/v1/nodes?limit=3&fields=name&resource_class=metal${marker}`,
        '1.82',
      );
      seen.push(...body.nodes.map((one: { name: string }) => one.name));
      expect(body.next ?? 'resource').not.toMatch(/resource_class/);
      marker = body.next
        ? `&marker=${new URL(body.next).searchParams.get('marker')}`
        : '';
    } while (marker);
    const metal = estate.estate.bareMetal.filter(
      (machine, index) => machine.role === 'compute' && index !== 6,
    );
    expect(seen).toEqual(metal.map(machine => machine.hostname));
  });

  it('in the order that is asked for', async () => {
    const sorted = await ask(
      '/v1/nodes?sort_key=name&sort_dir=desc&fields=name&limit=2',
      '1.82',
    );
    const names = estate.estate.bareMetal.map(one => one.hostname).reverse();
    expect(sorted.body.nodes.map((one: { name: string }) => one.name)).toEqual(
      names.slice(0, 2),
    );
    const wrong = await ask('/v1/nodes?sort_key=traits', '1.82');
    expect(wrong.status).toBe(400);
    expect(JSON.parse(wrong.body.error_message).faultstring).toBe(
      'The sort_key value traits is an invalid field for sorting',
    );
  });

  it('with ports of one node, and no password of any', async () => {
    const [machine] = estate.estate.bareMetal;
    const cards = await ask(
      `/v1/ports?node=${machine.hostname}&fields=address`,
      '1.82',
    );
    expect(
      cards.body.ports.map((one: { address: string }) => one.address),
    ).toEqual(machine.macs);
    expect((await ask('/v1/ports?node=nosuch', '1.82')).status).toBe(404);
    const { body } = await ask(`/v1/nodes/${machine.hostname}`, '1.82');
    expect(body.driver_info).toMatchObject({
      redfish_address: `https://${machine.bmcAddress}`,
      redfish_password: '******',
    });
  });
});

describe('A cloud without bare metal', () => {
  it('has no Ironic in its catalogue and none that answers', async () => {
    const estate = await startSimulators({ machines: 8, instances: 0 });
    const admin = await login(estate.url);
    const { body } = await admin.keystone('GET', '/auth/catalog');
    const types = body.catalog.map((one: { type: string }) => one.type);
    expect(types).toContain('compute');
    expect(types).not.toContain('baremetal');
    const answer = await admin.ask('GET', '/baremetal/v1/nodes');
    expect(answer.status).toBe(404);
    await estate.stop();
  });
});
