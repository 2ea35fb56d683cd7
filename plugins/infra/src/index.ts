/**
 * Pages and entity cards of Ironstage, for apps on the old frontend system, whose form fields
 * are in `./fields`. Apps on the new one take the default export of `./alpha`.
 *
 * @packageDocumentation
 */
export {
  createPortalInfraClient,
  infraClientApiRef,
} from './api/infraClientApi';
export {
  EntityInfraInstanceCard,
  EntityInfraProjectCard,
  InfraAuditPage,
  InfraApprovalsPage,
  InfraCapacityPage,
  InfraCostsPage,
  InfraImagesPage,
  InfraMonitoringPage,
  InfraNetworksPage,
  InfraInventoryPage,
  InfraOperationsPage,
  infraPlugin,
  InfraProjectsPage,
  InfraProvidersPage,
  InfraRacksPage,
  InfraTopologyPage,
} from './plugin';
export { FoundItem, type FoundProps } from './search/FoundItem';
export { useWaitingCount } from './hooks/useApprovals';
export {
  auditRouteRef,
  approvalsRouteRef,
  capacityRouteRef,
  costsRouteRef,
  imagesRouteRef,
  monitoringRouteRef,
  networksRouteRef,
  inventoryRouteRef,
  operationRouteRef,
  operationsRouteRef,
  projectRouteRef,
  projectsRouteRef,
  providersRouteRef,
  racksRouteRef,
  templateRouteRef,
  topologyRouteRef,
} from './routes';
