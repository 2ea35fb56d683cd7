import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import express from 'express';
import Router from 'express-promise-router';
import type { ApprovalsService } from '../approvals/ApprovalsService';
import { addApprovalRoutes } from '../approvals/routes';
import type { CapacityService } from '../capacity/CapacityService';
import { addCapacityRoutes } from '../capacity/routes';
import { addPolicyRoutes } from '../policy/routes';
import type { PolicyService } from '../policy/PolicyService';
import type { KnexSshKeyStore } from '../sshKeys/KnexSshKeyStore';
import { addChangesRoutes, type ChangesRouteServices } from '../changes/routes';
import type { CostsService } from '../costs/CostsService';
import { addCostRoutes } from '../costs/routes';
import type { ImagesService } from '../images/ImagesService';
import { addImageRoutes } from '../images/routes';
import type { TargetsForTokens } from '../monitoring/createMonitoring';
import type { MonitoringService } from '../monitoring/MonitoringService';
import { addMonitoringRoutes } from '../monitoring/routes';
import type { NetworksService } from '../networks/NetworksService';
import { addNetworkRoutes } from '../networks/routes';
import type { InventoryService } from '../inventory/InventoryService';
import { addInventoryRoutes } from '../inventory/routes';
import type { EventsService } from '../events/EventsService';
import { addEventRoutes } from '../events/routes';
import type { HealthService } from '../health/HealthService';
import { addHealthRoutes } from '../health/routes';
import type { OperationsService } from '../operations/OperationsService';
import { addOperationRoutes } from '../operations/routes';
import type { QuotasService } from '../quotas/QuotasService';
import { addQuotaRoutes } from '../quotas/routes';
import type { ProjectsService } from '../projects/ProjectsService';
import { addProjectRoutes } from '../projects/routes';
import { addTenantRoutes } from '../tenants/routes';
import type { TenantsService } from '../tenants/TenantsService';
import type { CallerResolver } from '../http/Caller';
import { concealErrors } from '../http/concealErrors';
import type { AuditLog } from '../audit/AuditLog';
import { recordRefusals } from '../permissions/recordRefusals';
import { refuseUnstorable } from '../http/refuseUnstorable';
import { addTrailRoutes } from '../trail/routes';
import type { TrailService } from '../trail/TrailService';
import { addTopologyRoutes } from '../topology/routes';
import type { TopologyService } from '../topology/TopologyService';
import { openApiDocument } from './openApi';

/** What routes are made of; every service is the guarded one. */
export interface RouterServices {
  callers: CallerResolver;
  inventory: InventoryService;
  health: HealthService;
  trail: TrailService;
  events: EventsService;
  capacity: CapacityService;
  images: ImagesService;
  costs: CostsService;
  networks: NetworksService;
  topology: TopologyService;
  projects: ProjectsService;
  tenants: TenantsService;
  quotas: QuotasService;
  operations: OperationsService;
  approvals: ApprovalsService;
  monitoring: MonitoringService;
  /** asks for tokens of its own */
  targets: TargetsForTokens;
  policy: PolicyService;
  sshKeys: KnexSshKeyStore;
  changes: ChangesRouteServices;
  logger: LoggerService;
  audit: AuditLog;
  httpAuth: HttpAuthService;
}

/** The REST API under `/api/infra`. */
export function createRouter(services: RouterServices): express.Router {
  const router = Router();
  router.use(express.json(), refuseUnstorable);
  addInventoryRoutes(router, services);
  addHealthRoutes(router, services);
  addTrailRoutes(router, services);
  addEventRoutes(router, services);
  addCapacityRoutes(router, services);
  addImageRoutes(router, services);
  addCostRoutes(router, services);
  addNetworkRoutes(router, services);
  addTopologyRoutes(router, services);
  addProjectRoutes(router, services);
  addTenantRoutes(router, services);
  addQuotaRoutes(router, services);
  addOperationRoutes(router, services);
  addApprovalRoutes(router, services);
  addMonitoringRoutes(router, services);
  addPolicyRoutes(router, services);
  addChangesRoutes(router, services.changes);
  router.get('/openapi.json', (_request, response) => {
    response.json(openApiDocument());
  });
  router.use(recordRefusals(services));
  router.use(concealErrors(services.logger));
  return router;
}
