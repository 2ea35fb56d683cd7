import { mockServices } from '@backstage/backend-test-utils';
import { OpenStackProvider } from '@ironstage/plugin-infra-backend-module-openstack';
import { describeProviderContract } from '@ironstage/plugin-infra-node/contract';
import { labCloud, labConfig } from './labCloud';
import { labWitness } from './labWitness';

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

const lab = labCloud();

if (lab) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const create = (changes?: Record<string, unknown>) =>
    OpenStackProvider.create(labConfig(lab, changes), logger);
  const removeSnapshot = async (id: string) =>
    (await labWitness(lab)).remove('image', `/images/${id}`);
  const password = { type: 'password', ...lab.admin };
  const credential = {
    type: 'applicationCredential',
    ...lab.applicationCredential,
  };

  describeProviderContract({
    name: 'openstack against the real one, with a password',
    createProvider: () => create(),
    kinds: KINDS,
    capabilities: INSTANCES,
    removeSnapshot,
    // the lab's password is an ordinary word that occurs in names
    secrets: [lab.applicationCredential.secret],
    chooseFlavor: flavors => flavors.find(one => one.name === 'small'),
    broken: [
      {
        when: 'the password is wrong',
        create: () =>
          create({ auth: { ...password, password: 'certainly-not' } }),
        kinds: ['unauthorized'],
        mentions: 'infra.openstack[0].auth',
      },
      {
        when: 'there is no such project',
        create: () => create({ auth: { ...password, project: 'nowhere' } }),
        kinds: ['unauthorized'],
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
      {
        when: 'another service answers there',
        create: () =>
          create({ authUrl: lab.authUrl.replace('/v3', '/nowhere') }),
        kinds: ['misconfigured'],
        mentions: 'infra.openstack[0].authUrl',
      },
    ],
  });

  describeProviderContract({
    name: 'openstack against the real one, with an application credential and a provisioning account',
    createProvider: () =>
      create({
        auth: credential,
        provisioning: {
          username: lab.admin.username,
          password: lab.admin.password,
        },
      }),
    kinds: KINDS,
    capabilities: INSTANCES,
    removeSnapshot,
    secrets: [lab.applicationCredential.secret],
    chooseFlavor: flavors => flavors.find(one => one.name === 'small'),
  });

  describeProviderContract({
    name: 'openstack against the real one, with an application credential alone',
    createProvider: () =>
      create({ auth: credential, network: { externalNetwork: 'public' } }),
    kinds: KINDS,
    capabilities: PROJECTS,
    secrets: [lab.applicationCredential.secret],
  });
} else {
  // eslint-disable-next-line jest/no-disabled-tests -- says why it is skipped
  describe.skip('provider contract: no OpenStack lab here (OS_AUTH_URL is not set)', () => {
    it('runs with `yarn test:openstack`', () => undefined);
  });
}
