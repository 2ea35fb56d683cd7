import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { describeDeadEnds } from '@ironstage/plugin-infra-node/contract';
import { readOpenStackConfigs } from './config/readConfig';
import { OpenStackProvider } from './provider/OpenStackProvider';

jest.setTimeout(60_000);

const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

const times = {
  connect: { milliseconds: 1_000 },
  request: { milliseconds: 200 },
  read: { milliseconds: 1_500 },
};

function create(changes: Record<string, unknown>) {
  const [config] = readOpenStackConfigs(
    new ConfigReader({
      infra: {
        openstack: [
          {
            id: 'os-eu1',
            site: 'eu1',
            auth: {
              type: 'password',
              username: 'ironstage',
              password: 'correct-horse',
              project: 'admin',
            },
            timeouts: times,
            ...changes,
          },
        ],
      },
    }),
  );
  return OpenStackProvider.create(config, logger);
}

describeDeadEnds({
  name: 'openstack',
  createProvider: authUrl => create({ authUrl }),
  mentions: 'infra.openstack[0].authUrl',
  instead: {
    // the form of these answers varies with the middleware in front of Keystone
    'another product wants a login': 'infra.openstack[0].auth',
  },
  secrets: ['correct-horse'],
});
