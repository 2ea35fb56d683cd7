import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { InfraConfig } from '../config/InfraConfig';
import type { Admission } from '../operations/Admission';
import type { OperationCatalog } from '../operations/OperationCatalog';
import type { OperationStore } from '../operations/OperationStore';
import type { FindBusy, LeasedInstances } from './LeasedInstances';
import { LeaseEnforcer } from './LeaseEnforcer';
import { LeaseNotifier } from './LeaseNotifier';
import { LeaseReminder } from './LeaseReminder';
import type { LeaseStore } from './LeaseStore';

/** What makes leases be known and end. */
export function createLeaseJobs(parts: {
  leases: LeaseStore;
  instances: LeasedInstances;
  findBusy: FindBusy;
  operations: OperationStore;
  engine: {
    admission: Admission;
    catalog: OperationCatalog;
    runner: { kick(): void };
  };
  notifications: NotificationService;
  logger: LoggerService;
  config: InfraConfig;
}) {
  const { engine, notifications, ...shared } = parts;
  const notifier = new LeaseNotifier(notifications);
  return {
    reminder: new LeaseReminder({ ...shared, notifier }),
    enforcer: new LeaseEnforcer({
      ...shared,
      notifier,
      admission: engine.admission,
      catalog: engine.catalog,
      kick: () => engine.runner.kick(),
    }),
  };
}
