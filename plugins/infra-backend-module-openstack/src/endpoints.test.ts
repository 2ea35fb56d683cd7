import { mockServices } from '@backstage/backend-test-utils';
import {
  describeDeadEnds,
  timesOf,
} from '@ironstage/plugin-infra-node/contract';
import { OpenStackProvider } from './provider/OpenStackProvider';
import { demoAuth, demoConfig } from './testing/demoConfig';

const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

describeDeadEnds({
  name: 'openstack',
  createProvider: (authUrl, wait) =>
    OpenStackProvider.create(
      demoConfig({ authUrl, timeouts: timesOf(wait) }),
      logger,
    ),
  mentions: 'infra.openstack[0].authUrl',
  instead: {
    // the form of these answers varies with the middleware in front of Keystone
    'another product wants a login': 'infra.openstack[0].auth',
  },
  secrets: [demoAuth.password],
});
