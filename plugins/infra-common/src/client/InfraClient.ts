import type {
  Capacity,
  HostPage,
  hostQuerySchema,
  MachineCapacity,
  machineCapacityQuerySchema,
} from '../contract/capacity';
import type {
  CapacityFitList,
  capacityFitQuerySchema,
} from '../contract/capacityFit';
import type {
  CapacityForecastList,
  capacityForecastQuerySchema,
  CapacityHistory,
  capacityHistoryQuerySchema,
} from '../contract/capacityHistory';
import type {
  OperationCheck,
  OperationDetails,
  Page,
  Policy,
  ProjectDetails,
  ProjectListItem,
  ResourceFacets,
  ResourcePage,
  SshKeyList,
} from '../contract/bodies';
import type {
  auditFiltersSchema,
  auditQuerySchema,
  eventQuerySchema,
  impactQuerySchema,
  approvalQuerySchema,
  operationQuerySchema,
  pagingQuerySchema,
  projectQuerySchema,
  tenantQuerySchema,
  resourceExportQuerySchema,
  rackQuerySchema,
  resourceFiltersSchema,
  resourceQuerySchema,
  segmentQuerySchema,
  topologyQuerySchema,
} from '../contract/queries';
import type { z } from 'zod';
import type { OperationInput, OperationType } from '../model/inputs';
import type { Operation } from '../model/operation';
import type { MachineEventList } from '../model/events';
import type { ProviderHealth } from '../model/health';
import type {
  AuditCheckpointList,
  AuditPage,
  AuditVerification,
  AuditVerifyRequest,
} from '../model/audit';
import type {
  bulkDecisionSchema,
  BulkResult,
  DecisionContext,
} from '../model/approvals';
import type { Costs, CostsQuery } from '../model/costs';
import type { QuotaChange } from '../model/quota';
import type { Tenant } from '../model/tenant';
import type { ImageRegister } from '../model/images';
import type {
  DiscoveryState,
  DiscoveryToken,
  DiscoveryTokenList,
  MadeDiscoveryToken,
  NewDiscoveryToken,
} from '../model/monitoring';
import type { NetworkSegments } from '../model/networks';
import type { ProviderStatus, Resource } from '../model/resource';
import type { Impact, RackPage, Relations, Topology } from '../model/topology';

/** Options of a call. @public */
export interface CallOptions {
  signal?: AbortSignal;
}

/** Options of a submission. @public */
export interface SubmitOptions extends CallOptions {
  /** the same key answers with the same operation, however often it is sent */
  idempotencyKey?: string;
}

/** Query of a list, before defaults. @public */
export type ResourceQueryInput = Partial<z.input<typeof resourceQuerySchema>>;
/** What narrows a list, before defaults. @public */
export type ResourceFiltersInput = z.input<typeof resourceFiltersSchema>;
/** Query of an export, before defaults. @public */
export type ResourceExportInput = Partial<
  z.input<typeof resourceExportQuerySchema>
>;
/** Query of a list, before defaults. @public */
export type HostQueryInput = Partial<z.input<typeof hostQuerySchema>>;
/** What machines are counted by, before defaults. @public */
export type MachineCapacityQueryInput = Partial<
  z.input<typeof machineCapacityQuerySchema>
>;
/** What history is asked for, before defaults. @public */
export type CapacityHistoryQueryInput = Omit<
  z.input<typeof capacityHistoryQuerySchema>,
  'step'
> & { step?: number };
/** Of what it is asked how many fit. @public */
export type CapacityFitQueryInput = z.input<typeof capacityFitQuerySchema>;
/** What forecasts are asked for. @public */
export type CapacityForecastQueryInput = z.input<
  typeof capacityForecastQuerySchema
>;
/** Query of a list, before defaults. @public */
export type ProjectQueryInput = Partial<z.input<typeof projectQuerySchema>>;
/** Query of {@link InfraClient.listTenants}. @public */
export type TenantQueryInput = Partial<z.input<typeof tenantQuerySchema>>;
/** Query of a list, before defaults. @public */
export type EventQueryInput = Partial<z.input<typeof eventQuerySchema>>;
/** Query of network segments, before defaults. @public */
export type SegmentQueryInput = Partial<
  Omit<z.output<typeof segmentQuerySchema>, 'overlapping'>
> & { overlapping?: boolean };
/** Query of a list, before defaults. @public */
export type OperationQueryInput = Partial<z.input<typeof operationQuerySchema>>;

/** What narrows the audit chain. @public */
export type AuditFiltersInput = z.input<typeof auditFiltersSchema>;
/** Query of the audit chain, before defaults. @public */
export type AuditQueryInput = Partial<z.input<typeof auditQuerySchema>>;

/** Query of the inbox, before defaults. @public */
export type ApprovalQueryInput = Partial<z.input<typeof approvalQuerySchema>>;
/** A page of a list, before defaults. @public */
export type PagingQueryInput = Partial<z.input<typeof pagingQuerySchema>>;
/** Query of the racks, before defaults. @public */
export type RackQueryInput = z.input<typeof rackQuerySchema>;
/** Query of the graph, before defaults. @public */
export type TopologyQueryInput = z.input<typeof topologyQuerySchema>;
/** Query of a blast radius, before defaults. @public */
export type ImpactQueryInput = z.input<typeof impactQuerySchema>;

/**
 * The REST API of Ironstage, as pages, command line and actions use it.
 * Every method throws an `InfraApiError` when the answer is not a success.
 * @public
 */
export interface InfraClient {
  listProviders(options?: CallOptions): Promise<{ items: ProviderStatus[] }>;
  syncProvider(id: string, options?: CallOptions): Promise<void>;
  confirmRemovals(id: string, options?: CallOptions): Promise<void>;
  listResources(
    query: ResourceQueryInput,
    options?: CallOptions,
  ): Promise<ResourcePage>;
  /** How many rows there are of each sort. */
  getResourceFacets(
    filters: ResourceFiltersInput,
    options?: CallOptions,
  ): Promise<ResourceFacets>;
  /** @returns CSV or NDJSON in UTF-8 as it comes in; it fails midway when the portal can't finish it */
  exportResources(
    query: ResourceExportInput,
    options?: CallOptions,
  ): Promise<ReadableStream<Uint8Array>>;
  getResource(ref: string, options?: CallOptions): Promise<Resource>;
  getProviderHealth(id: string, options?: CallOptions): Promise<ProviderHealth>;
  /** Asks the machine's provider there and then. */
  listResourceEvents(
    ref: string,
    query?: EventQueryInput,
    options?: CallOptions,
  ): Promise<MachineEventList>;
  /** What a row stands on, and what stands on it. */
  getRelations(ref: string, options?: CallOptions): Promise<Relations>;
  /** What stands on what. */
  getTopology(
    query?: TopologyQueryInput,
    options?: CallOptions,
  ): Promise<Topology>;
  listRacks(query?: RackQueryInput, options?: CallOptions): Promise<RackPage>;
  /** What goes down with something. */
  getImpact(query: ImpactQueryInput, options?: CallOptions): Promise<Impact>;
  getCapacity(options?: CallOptions): Promise<Capacity>;
  listNetworkSegments(
    query: SegmentQueryInput,
    options?: CallOptions,
  ): Promise<NetworkSegments>;
  getImages(options?: CallOptions): Promise<ImageRegister>;
  getCosts(query?: CostsQuery, options?: CallOptions): Promise<Costs>;
  /** @returns CSV */
  exportCosts(query?: CostsQuery, options?: CallOptions): Promise<string>;
  listCapacityHosts(
    query: HostQueryInput,
    options?: CallOptions,
  ): Promise<HostPage>;
  getMachineCapacity(
    query: MachineCapacityQueryInput,
    options?: CallOptions,
  ): Promise<MachineCapacity>;
  getCapacityHistory(
    query: CapacityHistoryQueryInput,
    options?: CallOptions,
  ): Promise<CapacityHistory>;
  getCapacityFit(
    query: CapacityFitQueryInput,
    options?: CallOptions,
  ): Promise<CapacityFitList>;
  getCapacityForecast(
    query?: CapacityForecastQueryInput,
    options?: CallOptions,
  ): Promise<CapacityForecastList>;
  listProjects(
    query: ProjectQueryInput,
    options?: CallOptions,
  ): Promise<Page<ProjectListItem>>;
  getProject(name: string, options?: CallOptions): Promise<ProjectDetails>;
  /** Newest first. */
  listQuotaChanges(
    project: string,
    query?: PagingQueryInput,
    options?: CallOptions,
  ): Promise<Page<QuotaChange>>;
  /** Tenants that no project of the portal stands for, by name. */
  listTenants(
    query?: TenantQueryInput,
    options?: CallOptions,
  ): Promise<Page<Tenant>>;
  getPolicy(options?: CallOptions): Promise<Policy>;
  listSshKeys(options?: CallOptions): Promise<SshKeyList>;
  checkOperation<T extends OperationType>(
    type: T,
    input: Partial<OperationInput<T>>,
    options?: CallOptions,
  ): Promise<OperationCheck>;
  submitOperation<T extends OperationType>(
    type: T,
    input: OperationInput<T>,
    options?: SubmitOptions,
  ): Promise<Operation>;
  listOperations(
    query: OperationQueryInput,
    options?: CallOptions,
  ): Promise<Page<Operation>>;
  getOperation(id: string, options?: CallOptions): Promise<OperationDetails>;
  approveOperation(
    id: string,
    comment?: string,
    options?: CallOptions,
  ): Promise<Operation>;
  rejectOperation(
    id: string,
    comment: string,
    options?: CallOptions,
  ): Promise<Operation>;
  /** What waits for a decision of the caller, the oldest first. */
  listApprovals(
    query?: ApprovalQueryInput,
    options?: CallOptions,
  ): Promise<Page<Operation>>;
  getDecision(id: string, options?: CallOptions): Promise<DecisionContext>;
  decideApprovals(
    decision: z.input<typeof bulkDecisionSchema>,
    options?: CallOptions,
  ): Promise<BulkResult>;
  /** Asks the requester something before it is decided. */
  askOperation(
    id: string,
    text: string,
    options?: CallOptions,
  ): Promise<Operation>;
  /** Answers what an approver asked. */
  answerOperation(
    id: string,
    text: string,
    options?: CallOptions,
  ): Promise<Operation>;
  /** @param to - entity ref of a person or a group */
  delegateOperation(
    id: string,
    to: string,
    comment?: string,
    options?: CallOptions,
  ): Promise<Operation>;
  cancelOperation(id: string, options?: CallOptions): Promise<Operation>;
  listAudit(query: AuditQueryInput, options?: CallOptions): Promise<AuditPage>;
  /** @returns NDJSON in UTF-8, the oldest entry first, as it comes in; it fails midway when the portal can't finish it */
  exportAudit(
    filters: AuditFiltersInput,
    options?: CallOptions,
  ): Promise<ReadableStream<Uint8Array>>;
  listAuditCheckpoints(options?: CallOptions): Promise<AuditCheckpointList>;
  /** Has the portal follow the whole chain: of a million entries, that takes it some ten seconds. */
  verifyAudit(
    request?: AuditVerifyRequest,
    options?: CallOptions,
  ): Promise<AuditVerification>;
  /** Those of the projects that the caller may see, and of the estate when he may see that. */
  listDiscoveryTokens(options?: CallOptions): Promise<DiscoveryTokenList>;
  /** @returns with the secret, which is never shown again */
  createDiscoveryToken(
    token: NewDiscoveryToken,
    options?: CallOptions,
  ): Promise<MadeDiscoveryToken>;
  revokeDiscoveryToken(
    id: string,
    options?: CallOptions,
  ): Promise<DiscoveryToken>;
  /** @param scope - `estate`, or `project:` and a name */
  getDiscovery(scope: string, options?: CallOptions): Promise<DiscoveryState>;
}
