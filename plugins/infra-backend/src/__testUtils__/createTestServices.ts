import type { PermissionsService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { notificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import { readInfraConfig } from '../config/readInfraConfig';
import { createServices } from '../createServices';
import { connectDatabase } from '../database/migrate';
import { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Caller } from '../http/Caller';
import { FakeProvider } from './FakeProvider';

type Notifications = typeof notificationService.T;

/** A public key of nobody, in the form OpenSSH writes. */
export const TEST_SSH_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE0 test@example';

/** Configuration of tests: room for five small instances and two GPUs in a project. */
export const TEST_CONFIG = {
  infra: {
    defaultQuotas: {
      default: {
        vcpus: 10,
        memoryGiB: 64,
        storageGiB: 500,
        instances: 5,
        gpus: { a100: 2 },
      },
    },
    approvals: { approvers: ['group:default/approvers'] },
    operations: {
      claimSeconds: 1,
      stepTimeoutSeconds: 30,
      pollSeconds: 0.01,
      guestSeconds: 0.3,
    },
  },
};

/** A signed-in member of a team. */
export function callerOf(name: string, team: string): Caller {
  return {
    credentials: mockServices.auth.mock() as never,
    ref: `user:default/${name}`,
    ownership: [`user:default/${name}`, `group:default/${team}`],
    door: 'api',
  };
}

/** The plugin's services on a database, with one fake provider and everything allowed. */
export async function createTestServices(
  knex: Knex,
  options: {
    provider?: FakeProvider;
    config?: object;
    migrate?: boolean;
    permissions?: PermissionsService;
  } = {},
) {
  if (options.migrate !== false) {
    await connectDatabase({ getClient: async () => knex });
  }
  const provider = options.provider ?? new FakeProvider().seed();
  const registry = new ProviderRegistry();
  registry.addProvider(provider);
  const sent: Array<Parameters<Notifications['send']>[0]> = [];
  const services = createServices({
    config: readInfraConfig(new ConfigReader(options.config ?? TEST_CONFIG)),
    knex,
    registry,
    logger: mockServices.logger.mock(),
    auditor: {
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    },
    permissions: options.permissions ?? mockServices.permissions(),
    permissionsRegistry: mockServices.permissionsRegistry.mock(),
    notifications: {
      async send(payload) {
        sent.push(payload);
      },
    },
    signals: { publish: async () => {} },
    triggerSync: async () => {},
  });
  const syncNow = () =>
    services.jobs.sync.run(provider, AbortSignal.timeout(60_000));
  return { services, provider, registry, sent, syncNow };
}

/** Waits until something holds. */
export async function until(
  holds: () => Promise<boolean>,
  seconds = 120,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error('It did not happen in time');
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
