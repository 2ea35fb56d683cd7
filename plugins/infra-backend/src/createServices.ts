import type {
  AuditorService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Knex } from 'knex';
import { AuthorizedCapacityService } from './capacity/AuthorizedCapacityService';
import { DefaultCapacityService } from './capacity/DefaultCapacityService';
import type { InfraConfig } from './config/InfraConfig';
import { KnexAuditLog } from './governance/audit/KnexAuditLog';
import { StreamingAuditLog } from './governance/audit/StreamingAuditLog';
import { KnexLeaseStore } from './governance/leases/KnexLeaseStore';
import { LeaseEnforcer } from './governance/leases/LeaseEnforcer';
import { LeaseNotifier } from './governance/leases/LeaseNotifier';
import { LeaseReminder } from './governance/leases/LeaseReminder';
import { PolicyService } from './governance/policy/PolicyService';
import { KnexSshKeyStore } from './governance/sshKeys/KnexSshKeyStore';
import { AuthorizedInventoryService } from './inventory/AuthorizedInventoryService';
import { DefaultInventoryService } from './inventory/DefaultInventoryService';
import { InventorySync } from './inventory/InventorySync';
import { KnexInventoryStore } from './inventory/KnexInventoryStore';
import { KnexSyncStateStore } from './inventory/KnexSyncStateStore';
import { AuthorizedEventsService } from './events/AuthorizedEventsService';
import { DefaultEventsService } from './events/DefaultEventsService';
import { AuthorizedHealthService } from './health/AuthorizedHealthService';
import { DefaultHealthService } from './health/DefaultHealthService';
import { HealthWatch } from './health/HealthWatch';
import { KnexHealthStore } from './health/KnexHealthStore';
import { Admission } from './operations/Admission';
import { AnnouncingObserver } from './operations/AnnouncingObserver';
import { AuthorizedOperationsService } from './operations/AuthorizedOperationsService';
import { DefaultOperationsService } from './operations/DefaultOperationsService';
import { createDefinitions } from './operations/definitions';
import { InstanceLookup } from './operations/guardrails/InstanceLookup';
import { KnexOperationStore } from './operations/KnexOperationStore';
import { OperationCatalog } from './operations/OperationCatalog';
import { OperationRunner } from './operations/runner/OperationRunner';
import { OperationWorker } from './operations/runner/OperationWorker';
import { Gatekeeper } from './permissions/Gatekeeper';
import { AuthorizedProjectsService } from './projects/AuthorizedProjectsService';
import { DefaultProjectsService } from './projects/DefaultProjectsService';
import { KnexProjectStore } from './projects/KnexProjectStore';
import { UsageCalculator } from './projects/UsageCalculator';
import type { ProviderRegistry } from './providers/ProviderRegistry';

/** What the services of the plugin are made from. */
export interface ServiceParts {
  config: InfraConfig;
  knex: Knex;
  registry: ProviderRegistry;
  logger: LoggerService;
  auditor: AuditorService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  notifications: NotificationService;
  signals: SignalsService;
  triggerSync: (provider: string) => Promise<void>;
}

/** Puts the services of the plugin together: one of each, shared by routes and jobs. */
export function createServices(parts: ServiceParts) {
  const { config, knex, registry, logger, notifications, signals } = parts;
  const gatekeeper = new Gatekeeper(
    parts.permissions,
    parts.permissionsRegistry,
  );
  const inventory = new KnexInventoryStore(knex);
  const states = new KnexSyncStateStore(knex);
  const projects = new KnexProjectStore(knex);
  const store = new KnexOperationStore(knex);
  const leases = new KnexLeaseStore(knex);
  const sshKeys = new KnexSshKeyStore(knex);
  const health = new KnexHealthStore(knex);
  const audit = new StreamingAuditLog(
    new KnexAuditLog(knex),
    parts.auditor,
    logger,
  );
  const instances = new InstanceLookup(inventory, registry);
  const usage = new UsageCalculator(projects, inventory, states);
  const catalog = new OperationCatalog(
    createDefinitions({
      config,
      registry,
      inventory,
      projects,
      operations: store,
      usage,
      leases,
      sshKeys,
      instances,
    }),
    projects,
  );
  const observer = new AnnouncingObserver({
    signals,
    notifications,
    logger,
    approvers: config.approvals.approvers,
  });
  const admission = new Admission({ knex, store, audit, config });
  const runner = new OperationRunner({
    store,
    logger,
    concurrency: config.operations.concurrency,
    claimMs: config.operations.claimSeconds * 1000,
    worker: new OperationWorker({
      knex,
      store,
      catalog,
      providers: registry,
      projects,
      audit,
      observer,
      stepTimeoutMs: config.operations.stepTimeoutSeconds * 1000,
    }),
  });
  observer.onQueued(() => runner.kick());
  const defaultOperations = new DefaultOperationsService({
    knex,
    store,
    catalog,
    admission,
    projects,
    audit,
    observer,
  });
  const defaultInventory = new DefaultInventoryService({
    registry,
    inventory,
    states,
    audit,
    triggerSync: parts.triggerSync,
  });
  const sync = new InventorySync({
    inventory,
    states,
    logger,
    maxRemovalRatio: config.sync.maxRemovalRatio,
  });
  const notifier = new LeaseNotifier(notifications);
  const reminder = new LeaseReminder({ leases, notifier, logger, config });
  const enforcer = new LeaseEnforcer({
    leases,
    instances,
    operations: store,
    admission,
    catalog,
    notifier,
    logger,
    kick: () => runner.kick(),
  });
  return {
    usage,
    stores: { inventory, projects, operations: store, leases, sshKeys },
    jobs: {
      runner,
      sync,
      health: new HealthWatch({ health, logger }),
      enforcer,
      reminder,
      operations: defaultOperations,
    },
    guarded: {
      inventory: new AuthorizedInventoryService(defaultInventory, gatekeeper),
      events: new AuthorizedEventsService(
        new DefaultEventsService({ registry, inventory }),
        gatekeeper,
      ),
      health: new AuthorizedHealthService(
        new DefaultHealthService({ registry, health }),
        gatekeeper,
      ),
      capacity: new AuthorizedCapacityService(
        new DefaultCapacityService({
          inventory,
          issues: defaultInventory,
          states,
          projects,
          registry,
        }),
        gatekeeper,
      ),
      projects: new AuthorizedProjectsService(
        new DefaultProjectsService({
          projects,
          usage,
          leases,
          inventory: defaultInventory,
        }),
        gatekeeper,
      ),
      operations: new AuthorizedOperationsService(
        defaultOperations,
        gatekeeper,
        catalog,
      ),
      policy: new PolicyService(config, inventory, gatekeeper),
    },
  };
}

/** {@inheritDoc createServices} */
export type Services = ReturnType<typeof createServices>;
