import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Knex } from 'knex';
import type { AuditLog } from '../audit/AuditLog';
import type { InfraConfig } from '../config/InfraConfig';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { Admission } from './Admission';
import { AnnouncingObserver } from './AnnouncingObserver';
import { ownDemand, type ApprovalPolicy } from './ApprovalPolicy';
import { AuthorizedOperationsService } from './AuthorizedOperationsService';
import { DefaultOperationsService } from './DefaultOperationsService';
import { OperationCatalog } from './OperationCatalog';
import type { AnyOperationDefinition } from './OperationDefinition';
import type { OperationStore } from './OperationStore';
import type { ProjectLedger } from './ProjectLedger';
import { OperationRunner } from './runner/OperationRunner';
import { OperationWorker } from './runner/OperationWorker';

/** The engine: it admits operations, keeps them, and carries them out. */
export function createOperations(parts: {
  definitions: AnyOperationDefinition[];
  store: OperationStore;
  projects: ProjectLedger;
  knex: Knex;
  registry: ProviderRegistry;
  audit: AuditLog;
  gatekeeper: Gatekeeper;
  config: InfraConfig;
  logger: LoggerService;
  notifications: NotificationService;
  signals: SignalsService;
  /** who has to agree; as the types of operations say when left out */
  policy?: ApprovalPolicy;
}) {
  const { knex, store, projects, audit, config, logger } = parts;
  const { signals, notifications } = parts;
  const catalog = new OperationCatalog(parts.definitions, projects);
  const observer = new AnnouncingObserver({
    signals,
    notifications,
    logger,
    approvers: config.approvals.approvers,
  });
  const policy = parts.policy ?? {
    demand: async (_type, decided) => ownDemand(decided, config),
  };
  const admission = new Admission({
    ...{ knex, store, audit, config, policy },
    providers: parts.registry,
  });
  const runner = new OperationRunner({
    store,
    logger,
    concurrency: config.operations.concurrency,
    claimMs: config.operations.claimSeconds * 1000,
    worker: new OperationWorker({
      knex,
      store,
      catalog,
      providers: parts.registry,
      projects,
      audit,
      observer,
      stepTimeoutMs: config.operations.stepTimeoutSeconds * 1000,
    }),
  });
  observer.onQueued(() => runner.kick());
  const service = new DefaultOperationsService({
    knex,
    store,
    catalog,
    admission,
    projects,
    audit,
    observer,
  });
  return {
    catalog,
    admission,
    runner,
    service,
    guarded: new AuthorizedOperationsService(
      service,
      parts.gatekeeper,
      catalog,
    ),
  };
}
