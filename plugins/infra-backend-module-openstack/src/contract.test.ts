import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { describeProviderContract } from '@ironstage/plugin-infra-node/contract';
import { startSimulators, type SimulatedEstate } from '@ironstage/simulators';
import { readOpenStackConfigs } from './config/readConfig';
import { OpenStackProvider } from './provider/OpenStackProvider';

const KINDS = [
  'hypervisor',
  'instance',
  'network',
  'project',
  'flavor',
  'image',
] as const;

describe('OpenStackProvider', () => {
  let estate: SimulatedEstate;
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);

  const password = {
    type: 'password',
    username: 'ironstage',
    password: 'ironstage-demo-password',
    project: 'platform',
  };
  const credential = {
    type: 'applicationCredential',
    secret: 'ironstage-demo-secret',
  };

  function create(changes: Record<string, unknown> = {}) {
    const [config] = readOpenStackConfigs(
      new ConfigReader({
        infra: {
          openstack: [
            {
              id: 'os-eu1',
              site: 'eu1',
              authUrl: estate.openstack.authUrl,
              auth: password,
              network: { externalNetwork: 'public' },
              firewall: { sshFrom: ['192.0.2.0/24'] },
              ...changes,
            },
          ],
        },
      }),
    );
    return OpenStackProvider.create(config, logger);
  }

  const secrets = [password.password, credential.secret];
  const start = async () => {
    estate = await startSimulators({
      machines: 6,
      instances: 20,
      speed: 50,
      // links name a host that must not be followed
      linkOrigin: 'http://links.invalid',
    });
  };
  const stop = () => estate.stop();

  describeProviderContract({
    name: 'openstack against the simulator, with a password',
    start,
    stop,
    createProvider: () => create(),
    kinds: KINDS,
    capabilities: ['projects', 'quotas', 'networks', 'instances'],
    secrets,
    broken: [
      {
        when: 'the password is wrong',
        create: () =>
          create({ auth: { ...password, password: 'certainly-not' } }),
        kinds: ['unauthorized'],
        mentions: 'infra.openstack[0].auth',
      },
      {
        when: 'the account is no administrator',
        create: () =>
          create({
            auth: {
              ...password,
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
        auth: {
          ...credential,
          id: estate.openstack.credentials.applicationCredentialId,
        },
      }),
    kinds: KINDS,
    capabilities: ['projects', 'quotas', 'networks'],
    secrets,
  });
});
