import { mockServices } from '@backstage/backend-test-utils';
import { describeProviderContract } from '@ironstage/plugin-infra-node/contract';
import { startSimulators, type SimulatedEstate } from '@ironstage/simulators';
import { OpenStackProvider } from './provider/OpenStackProvider';
import { demoAuth, demoConfig } from './testing/demoConfig';

const KINDS = [
  'hypervisor',
  'instance',
  'network',
  'project',
  'flavor',
  'image',
  'volume',
  'machine',
] as const;

const READING = ['gpus', 'health'] as const;
const PROJECTS = ['projects', 'quotas', 'networks', ...READING] as const;
const INSTANCES = [
  ...PROJECTS,
  'floatingIps',
  'instances',
  'instanceActions',
] as const;

describe('OpenStackProvider', () => {
  let estate: SimulatedEstate;
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);

  const credential = {
    type: 'applicationCredential',
    secret: 'ironstage-demo-secret',
  };

  const create = (changes: Record<string, unknown> = {}) =>
    OpenStackProvider.create(
      demoConfig({
        authUrl: estate.openstack.authUrl,
        gpuModels: {
          VGPU: 'a100-4g',
          CUSTOM_PCI_10DE_20B5: 'a100',
          a100: 'a100',
          CUSTOM_GPU_H100: 'h100',
        },
        network: {
          externalNetwork: 'public',
          floatingIps: { perProject: 2 },
        },
        firewall: { sshFrom: ['192.0.2.0/24'] },
        ...changes,
      }),
      logger,
    );

  const secrets = [demoAuth.password, credential.secret];
  const start = async () => {
    estate = await startSimulators({
      machines: 6,
      instances: 20,
      bareMetal: 8,
      speed: 50,
      // links name a host that must not be followed
      linkOrigin: 'http://links.invalid',
    });
  };
  const stop = () => estate.stop();

  /** The provider itself removes no images. */
  async function removeSnapshot(id: string) {
    const domain = { name: 'Default' };
    const login = await fetch(`${estate.openstack.authUrl}/auth/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        auth: {
          identity: {
            methods: ['password'],
            password: {
              user: {
                name: demoAuth.username,
                password: demoAuth.password,
                domain,
              },
            },
          },
          scope: { project: { name: demoAuth.project, domain } },
        },
      }),
    });
    const { token } = await login.json();
    const glance = token.catalog.find(
      (one: { type: string }) => one.type === 'image',
    ).endpoints[0].url;
    const answer = await fetch(`${glance}/v2/images/${id}`, {
      method: 'DELETE',
      headers: { 'X-Auth-Token': login.headers.get('x-subject-token') ?? '' },
    });
    if (answer.status !== 204) {
      throw new Error(`The snapshot stays: ${answer.status}`);
    }
  }

  describeProviderContract({
    name: 'openstack against the simulator, with a password',
    start,
    stop,
    createProvider: () => create(),
    kinds: KINDS,
    capabilities: INSTANCES,
    removeSnapshot,
    secrets,
    broken: [
      {
        when: 'the password is wrong',
        create: () =>
          create({ auth: { ...demoAuth, password: 'certainly-not' } }),
        kinds: ['unauthorized'],
        mentions: 'infra.openstack[0].auth',
      },
      {
        when: 'the account is no administrator',
        create: () =>
          create({
            auth: {
              ...demoAuth,
              username: 'dev-dana',
              password: 'dana-demo-password',
              project: 'payments-dev',
            },
          }),
        kinds: ['misconfigured'],
        mentions: 'infra.openstack[0].auth',
      },
      {
        when: 'the region does not exist',
        create: () => create({ region: 'Atlantis' }),
        kinds: ['misconfigured'],
        mentions: 'infra.openstack[0].region',
      },
      {
        when: 'nobody listens there',
        create: () => create({ authUrl: 'http://127.0.0.1:9' }),
        kinds: ['unreachable'],
        mentions: 'infra.openstack[0].authUrl',
      },
    ],
  });

  describeProviderContract({
    name: 'openstack against the simulator, with an application credential',
    start,
    stop,
    createProvider: () =>
      create({
        network: { externalNetwork: 'public' },
        auth: {
          ...credential,
          id: estate.openstack.credentials.applicationCredentialId,
        },
      }),
    kinds: KINDS,
    capabilities: PROJECTS,
    secrets,
  });
});
