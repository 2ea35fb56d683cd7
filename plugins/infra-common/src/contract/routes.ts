import { z } from 'zod';
import {
  auditCheckpointListSchema,
  auditPageSchema,
  auditVerificationSchema,
  auditVerifyRequestSchema,
} from '../model/audit';
import { machineEventListSchema } from '../model/events';
import { providerHealthSchema } from '../model/health';
import {
  bulkDecisionSchema,
  bulkResultSchema,
  decisionContextSchema,
} from '../model/approvals';
import { costsQuerySchema, costsSchema } from '../model/costs';
import { imageRegisterSchema } from '../model/images';
import {
  discoveryStateSchema,
  discoveryTargetsSchema,
  discoveryTokenListSchema,
  discoveryTokenSchema,
  madeDiscoveryTokenSchema,
  newDiscoveryTokenSchema,
} from '../model/monitoring';
import { networkSegmentsSchema } from '../model/networks';
import { operationSchema } from '../model/operation';
import { resourceSchema } from '../model/resource';
import {
  impactSchema,
  rackPageSchema,
  relationsSchema,
  topologySchema,
} from '../model/topology';
import {
  answerSchema,
  changesSchema,
  decisionSchema,
  delegateSchema,
  questionSchema,
  rejectionSchema,
  operationCheckSchema,
  operationDetailsSchema,
  operationPageSchema,
  operationRequestSchema,
  policySchema,
  projectDetailsSchema,
  projectPageSchema,
  providerListSchema,
  quotaChangePageSchema,
  tenantPageSchema,
  resourceFacetsSchema,
  resourcePageSchema,
  sshKeyListSchema,
} from './bodies';
import {
  capacitySchema,
  hostPageSchema,
  hostQuerySchema,
  machineCapacityQuerySchema,
  machineCapacitySchema,
} from './capacity';
import { capacityFitListSchema, capacityFitQuerySchema } from './capacityFit';
import {
  capacityForecastListSchema,
  capacityForecastQuerySchema,
  capacityHistoryQuerySchema,
  capacityHistorySchema,
} from './capacityHistory';
import {
  auditFiltersSchema,
  auditQuerySchema,
  approvalQuerySchema,
  changesQuerySchema,
  eventQuerySchema,
  impactQuerySchema,
  operationQuerySchema,
  pagingQuerySchema,
  projectQuerySchema,
  tenantQuerySchema,
  rackQuerySchema,
  relationQuerySchema,
  resourceExportQuerySchema,
  resourceFiltersSchema,
  resourceQuerySchema,
  segmentQuerySchema,
  topologyQuerySchema,
  type ExportFormat,
} from './queries';

/** One route of the REST API under `/api/infra`. @public */
export interface RouteContract {
  method: 'get' | 'post';
  /** path with Express parameters, `/v1/projects/:name` */
  path: string;
  summary: string;
  /** permission that decides, for the documentation and the route test */
  permission: string;
  query?: z.ZodType;
  body?: z.ZodType;
  status: 200 | 201 | 202;
  response: z.ZodType;
  /** media types that the answer can have; JSON when left out */
  types?: string[];
}

/** Media types of exports, by format. @public */
export const EXPORT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
};

/** Header that makes a repeated POST answer with the first one's operation. @public */
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';

/** Header by which a client says which door a request came through. @public */
export const DOOR_HEADER = 'x-infra-door';

const acceptedSchema = z.object({ accepted: z.boolean() });

/** The REST contract: the server validates with it, the OpenAPI document is made of it. @public */
export const routes = {
  listProviders: {
    method: 'get',
    path: '/v1/providers',
    summary: 'Providers and how they are doing',
    permission: 'infra.provider.read',
    status: 200,
    response: providerListSchema,
  },
  syncProvider: {
    method: 'post',
    path: '/v1/providers/:id/sync',
    summary: 'Read a provider now',
    permission: 'infra.provider.sync',
    status: 202,
    response: acceptedSchema,
  },
  confirmRemovals: {
    method: 'post',
    path: '/v1/providers/:id/confirm-removals',
    summary: 'Let the next sync remove more rows than it may on its own',
    permission: 'infra.provider.sync',
    status: 202,
    response: acceptedSchema,
  },
  getProviderHealth: {
    method: 'get',
    path: '/v1/providers/:id/health',
    summary:
      'How the control plane of a provider was doing when it was last asked',
    permission: 'infra.estate.read',
    status: 200,
    response: providerHealthSchema,
  },
  listResources: {
    method: 'get',
    path: '/v1/resources',
    summary: 'Inventory rows, filtered, sorted and paged',
    permission: 'infra.resource.read',
    query: resourceQuerySchema,
    status: 200,
    response: resourcePageSchema,
  },
  getResourceFacets: {
    method: 'get',
    path: '/v1/resources/facets',
    summary:
      'How many inventory rows there are of each kind, provider, site, status, project and owner',
    permission: 'infra.resource.read',
    query: resourceFiltersSchema,
    status: 200,
    response: resourceFacetsSchema,
  },
  exportResources: {
    method: 'get',
    path: '/v1/resources/export',
    summary: 'All inventory rows that match, as a stream for other programs',
    permission: 'infra.resource.read',
    query: resourceExportQuerySchema,
    status: 200,
    response: z.string(),
    types: Object.values(EXPORT_TYPES),
  },
  getResource: {
    method: 'get',
    path: '/v1/resources/:ref',
    summary: 'One inventory row by its ref (percent-encoded)',
    permission: 'infra.resource.read',
    status: 200,
    response: resourceSchema,
  },
  listResourceEvents: {
    method: 'get',
    path: '/v1/resources/:ref/events',
    summary: 'What happened to a machine, newest first, asked now',
    permission: 'infra.resource.read',
    query: eventQuerySchema,
    status: 200,
    response: machineEventListSchema,
  },
  getRelations: {
    method: 'get',
    path: '/v1/resources/:ref/relations',
    summary: 'What an inventory row stands on, and what stands on it',
    permission: 'infra.resource.read',
    query: relationQuerySchema,
    status: 200,
    response: relationsSchema,
  },
  getTopology: {
    method: 'get',
    path: '/v1/topology',
    summary:
      'What stands on what: sites, rooms, racks, power feeds, switches and providers, or the surroundings of one of them',
    permission: 'infra.estate.read',
    query: topologyQuerySchema,
    status: 200,
    response: topologySchema,
  },
  listRacks: {
    method: 'get',
    path: '/v1/topology/racks',
    summary: 'Racks with what is in their units',
    permission: 'infra.estate.read',
    query: rackQuerySchema,
    status: 200,
    response: rackPageSchema,
  },
  getImpact: {
    method: 'get',
    path: '/v1/topology/impact',
    summary:
      'What goes down with a place, a piece of equipment, a provider, a network, a host or a machine, whose it is, and what survives',
    permission: 'infra.estate.read',
    query: impactQuerySchema,
    status: 200,
    response: impactSchema,
  },
  listChanges: {
    method: 'get',
    path: '/v1/changes',
    summary: 'Feed of changed resources, for other back-end plugins',
    permission: 'service tokens only',
    query: changesQuerySchema,
    status: 200,
    response: changesSchema,
  },
  getCapacity: {
    method: 'get',
    path: '/v1/capacity',
    summary: 'Capacity of the estate, by provider and GPU model',
    permission: 'infra.capacity.read',
    status: 200,
    response: capacitySchema,
  },
  listNetworkSegments: {
    method: 'get',
    path: '/v1/networks/segments',
    summary:
      'Networks of all clouds by what they are for, where they overlap, and what is missing',
    permission: 'infra.resource.read',
    query: segmentQuerySchema,
    status: 200,
    response: networkSegmentsSchema,
  },
  getImages: {
    method: 'get',
    path: '/v1/images',
    summary: 'Golden images over all clouds, by family, and who runs what',
    permission: 'infra.resource.read',
    status: 200,
    response: imageRegisterSchema,
  },
  getCosts: {
    method: 'get',
    path: '/v1/costs',
    summary: 'What a month cost, project by project and team by team',
    permission: 'infra.project.read',
    query: costsQuerySchema,
    status: 200,
    response: costsSchema,
  },
  exportCosts: {
    method: 'get',
    path: '/v1/costs/export',
    summary: 'What each project cost in a month, for other programs',
    permission: 'infra.project.read',
    query: costsQuerySchema,
    status: 200,
    response: z.string(),
    types: [EXPORT_TYPES.csv],
  },
  listCapacityHosts: {
    method: 'get',
    path: '/v1/capacity/hosts',
    summary: 'Capacity host by host, filtered, sorted and paged',
    permission: 'infra.estate.read',
    query: hostQuerySchema,
    status: 200,
    response: hostPageSchema,
  },
  getMachineCapacity: {
    method: 'get',
    path: '/v1/capacity/machines',
    summary:
      'How many machines of each role, pool, site or GPU model are ready, deployed, broken, …',
    permission: 'infra.capacity.read',
    query: machineCapacityQuerySchema,
    status: 200,
    response: machineCapacitySchema,
  },
  getCapacityHistory: {
    method: 'get',
    path: '/v1/capacity/history',
    summary: 'What there was to give and what was given, over time',
    permission: 'infra.capacity.read',
    query: capacityHistoryQuerySchema,
    status: 200,
    response: capacityHistorySchema,
  },
  getCapacityFit: {
    method: 'get',
    path: '/v1/capacity/fit',
    summary: 'How many more of a flavor there is room for, and where',
    permission: 'infra.capacity.read',
    query: capacityFitQuerySchema,
    status: 200,
    response: capacityFitListSchema,
  },
  getCapacityForecast: {
    method: 'get',
    path: '/v1/capacity/forecast',
    summary: 'When capacity runs out, and how well that can be told',
    permission: 'infra.capacity.read',
    query: capacityForecastQuerySchema,
    status: 200,
    response: capacityForecastListSchema,
  },
  listProjects: {
    method: 'get',
    path: '/v1/projects',
    summary: 'Projects with their usage',
    permission: 'infra.project.read',
    query: projectQuerySchema,
    status: 200,
    response: projectPageSchema,
  },
  getProject: {
    method: 'get',
    path: '/v1/projects/:name',
    summary: 'One project with usage and leases',
    permission: 'infra.project.read',
    status: 200,
    response: projectDetailsSchema,
  },
  listQuotaChanges: {
    method: 'get',
    path: '/v1/projects/:name/quota-changes',
    summary: "Every change of a project's quota, newest first",
    permission: 'infra.project.read',
    query: pagingQuerySchema,
    status: 200,
    response: quotaChangePageSchema,
  },
  listTenants: {
    method: 'get',
    path: '/v1/tenants',
    summary:
      'Tenants of the clouds that no project of the portal stands for: all of them for who sees the estate, those named like a team for its members',
    permission: 'infra.provider.read',
    query: tenantQuerySchema,
    status: 200,
    response: tenantPageSchema,
  },
  getPolicy: {
    method: 'get',
    path: '/v1/policy',
    summary: 'Naming rules, limits and defaults that forms show',
    permission: 'infra.provider.read',
    status: 200,
    response: policySchema,
  },
  listSshKeys: {
    method: 'get',
    path: '/v1/me/ssh-keys',
    summary: 'Public SSH keys the caller used before',
    permission: 'infra.provider.read',
    status: 200,
    response: sshKeyListSchema,
  },
  listAudit: {
    method: 'get',
    path: '/v1/audit',
    summary: 'Who did what, through which door and how it ended, newest first',
    permission: 'infra.audit.read',
    query: auditQuerySchema,
    status: 200,
    response: auditPageSchema,
  },
  exportAudit: {
    method: 'get',
    path: '/v1/audit/export',
    summary: 'All entries of the audit chain that match, as a stream',
    permission: 'infra.audit.read',
    query: auditFiltersSchema,
    status: 200,
    response: z.string(),
    types: [EXPORT_TYPES.ndjson],
  },
  listAuditCheckpoints: {
    method: 'get',
    path: '/v1/audit/checkpoints',
    summary: 'How far the audit chain had come and when, signed, to be kept',
    permission: 'infra.audit.read',
    status: 200,
    response: auditCheckpointListSchema,
  },
  verifyAudit: {
    method: 'post',
    path: '/v1/audit/verify',
    summary: 'Follow the audit chain from its first entry to its last',
    permission: 'infra.audit.read',
    body: auditVerifyRequestSchema,
    status: 200,
    response: auditVerificationSchema,
  },
  listDiscoveryTokens: {
    method: 'get',
    path: '/v1/monitoring/tokens',
    summary: 'Tokens by which monitoring systems read their targets',
    permission: 'infra.project.read',
    status: 200,
    response: discoveryTokenListSchema,
  },
  createDiscoveryToken: {
    method: 'post',
    path: '/v1/monitoring/tokens',
    summary: 'Make a token for a monitoring system; the secret is shown once',
    permission: 'infra.monitoring.manage',
    body: newDiscoveryTokenSchema,
    status: 201,
    response: madeDiscoveryTokenSchema,
  },
  revokeDiscoveryToken: {
    method: 'post',
    path: '/v1/monitoring/tokens/:id/revoke',
    summary: 'Take a token back, at once and for good',
    permission: 'infra.monitoring.manage',
    status: 200,
    response: discoveryTokenSchema,
  },
  getDiscovery: {
    method: 'get',
    path: '/v1/monitoring/scopes/:scope',
    summary: 'How many targets a scope has, and what is no target and why',
    permission: 'infra.project.read',
    status: 200,
    response: discoveryStateSchema,
  },
  getDiscoveryTargets: {
    method: 'get',
    path: '/v1/monitoring/targets/:scope',
    summary:
      'Machines and instances of a scope for HTTP service discovery of Prometheus',
    permission: 'a token of the scope',
    status: 200,
    response: discoveryTargetsSchema,
  },
  checkOperation: {
    method: 'post',
    path: '/v1/operations/check',
    summary: 'What a request would do, without doing it',
    permission: 'of the operation type',
    body: operationRequestSchema,
    status: 200,
    response: operationCheckSchema,
  },
  submitOperation: {
    method: 'post',
    path: '/v1/operations',
    summary: 'Ask for a change of the estate',
    permission: 'of the operation type',
    body: operationRequestSchema,
    status: 202,
    response: operationSchema,
  },
  listOperations: {
    method: 'get',
    path: '/v1/operations',
    summary: 'Operations, newest first',
    permission: 'infra.operation.read',
    query: operationQuerySchema,
    status: 200,
    response: operationPageSchema,
  },
  getOperation: {
    method: 'get',
    path: '/v1/operations/:id',
    summary: 'One operation with its history',
    permission: 'infra.operation.read',
    status: 200,
    response: operationDetailsSchema,
  },
  approveOperation: {
    method: 'post',
    path: '/v1/operations/:id/approve',
    summary: 'Approve an operation of somebody else',
    permission: 'infra.operation.approve',
    body: decisionSchema,
    status: 200,
    response: operationSchema,
  },
  rejectOperation: {
    method: 'post',
    path: '/v1/operations/:id/reject',
    summary: 'Reject an operation of somebody else, and say why',
    permission: 'infra.operation.approve',
    body: rejectionSchema,
    status: 200,
    response: operationSchema,
  },
  listApprovals: {
    method: 'get',
    path: '/v1/approvals',
    summary: 'What waits for a decision of the caller, the oldest first',
    permission: 'infra.operation.approve',
    query: approvalQuerySchema,
    status: 200,
    response: operationPageSchema,
  },
  getDecision: {
    method: 'get',
    path: '/v1/approvals/:id',
    summary: 'What an approver has to know: room, price, quota, history',
    permission: 'infra.operation.approve',
    status: 200,
    response: decisionContextSchema,
  },
  decideApprovals: {
    method: 'post',
    path: '/v1/approvals/decide',
    summary: 'Decide about several operations, with a result for each',
    permission: 'infra.operation.approve',
    body: bulkDecisionSchema,
    status: 200,
    response: bulkResultSchema,
  },
  askOperation: {
    method: 'post',
    path: '/v1/operations/:id/ask',
    summary: 'Ask the requester something before it is decided',
    permission: 'infra.operation.approve',
    body: questionSchema,
    status: 200,
    response: operationSchema,
  },
  answerOperation: {
    method: 'post',
    path: '/v1/operations/:id/answer',
    summary: 'Answer what an approver asked',
    permission: 'infra.operation.cancel',
    body: answerSchema,
    status: 200,
    response: operationSchema,
  },
  delegateOperation: {
    method: 'post',
    path: '/v1/operations/:id/delegate',
    summary: 'Ask somebody else to decide',
    permission: 'infra.operation.approve',
    body: delegateSchema,
    status: 200,
    response: operationSchema,
  },
  cancelOperation: {
    method: 'post',
    path: '/v1/operations/:id/cancel',
    summary: 'Cancel an operation that has not started',
    permission: 'infra.operation.cancel',
    status: 200,
    response: operationSchema,
  },
} as const satisfies Record<string, RouteContract>;

/** Name of a route of the contract. @public */
export type RouteName = keyof typeof routes;
