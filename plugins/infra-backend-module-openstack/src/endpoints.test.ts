import { mockServices } from '@backstage/backend-test-utils';
import { describeDeadEnds } from '@ironstage/plugin-infra-node/contract';
import { OpenStackProvider } from './provider/OpenStackProvider';
import { demoAuth, demoConfig } from './testing/demoConfig';

const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

const times = {
  connect: { milliseconds: 1_000 },
  request: { milliseconds: 200 },
  read: { milliseconds: 1_500 },
};

const create = (changes: Record<string, unknown>) =>
  OpenStackProvider.create(demoConfig({ timeouts: times, ...changes }), logger);

describeDeadEnds({
  name: 'openstack',
  createProvider: authUrl => create({ authUrl }),
  mentions: 'infra.openstack[0].authUrl',
  instead: {
    // the form of these answers varies with the middleware in front of Keystone
    'another product wants a login': 'infra.openstack[0].auth',
  },
  secrets: [demoAuth.password],
});
