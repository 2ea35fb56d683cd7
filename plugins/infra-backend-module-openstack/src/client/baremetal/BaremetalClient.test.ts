import refused from '../../__fixtures__/2026.2-ironic-conductors-refused.json';
import absent from '../../__fixtures__/2026.2-ironic-node-hidden.json';
import none from '../../__fixtures__/2026.2-ironic-nodes-hidden.json';
import versions from '../../__fixtures__/zed-ironic-versions.json';
import {
  startScriptedCloud,
  type ScriptedAnswer,
  type ScriptedCloud,
} from '../../testing/scriptedCloud';
import { BaremetalClient } from './BaremetalClient';

const { signal } = new AbortController();

/** Recorded from Ironic 39 with the token of a project's admin, while it had seven nodes. */
describe('BaremetalClient where Ironic hides its nodes', () => {
  let cloud: ScriptedCloud;
  let conductors: ScriptedAnswer;
  let version: object;

  beforeEach(async () => {
    conductors = refused.response;
    version = versions.response.body.versions[0];
    cloud = await startScriptedCloud(({ path }) => {
      switch (path.split('?')[0]) {
        case '/baremetal/v1/':
          return { body: { version } };
        case '/baremetal/v1/nodes/detail':
          return none.response;
        case '/baremetal/v1/conductors':
          return conductors;
        default:
          return path.startsWith('/baremetal/v1/nodes/')
            ? absent.response
            : undefined;
      }
    });
    cloud.state.endpoints.baremetal = '/baremetal';
  });
  afterEach(() => cloud.close());

  const client = (changes: Record<string, unknown> = {}) =>
    new BaremetalClient(cloud.connect(changes));

  it('reads no node, finds none, and knows that this is not all', async () => {
    const ironic = client();
    await expect(ironic.nodes(signal).next()).resolves.toMatchObject({
      done: true,
    });
    await expect(ironic.node('a-node', signal)).resolves.toBeUndefined();
    await expect(ironic.hidden(signal)).resolves.toMatchObject({
      kind: 'forbidden',
      upstreamStatus: 403,
      message: expect.stringMatching(
        /project "service" with the role service .*infra\.openstack\[0\]\.baremetal\.scope to system\.$/,
      ),
    });
  });

  it('believes an Ironic that answers for its conductors', async () => {
    conductors = { body: { conductors: [] } };
    await expect(client().hidden(signal)).resolves.toBeUndefined();
  });

  it('believes an Ironic that is older than conductors and rights by project', async () => {
    version = { ...version, version: '1.40' };
    await expect(client().hidden(signal)).resolves.toBeUndefined();
  });

  it('does not take trouble for a missing right', async () => {
    conductors = { status: 503, body: 'Service Unavailable' };
    await expect(client().hidden(signal)).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  it('names the role on the system where that is what the account lacks', async () => {
    cloud.state.system = true;
    const ironic = client({ baremetal: { scope: 'system' } });
    await expect(ironic.hidden(signal)).resolves.toMatchObject({
      message: expect.stringMatching(
        /give it the role reader on the system\.$/,
      ),
    });
    const [login] = cloud.seen;
    expect(login.body).toMatchObject({
      auth: { scope: { system: { all: true } } },
    });
  });
});
