import {
  DOOR_HEADER,
  EXPORT_TYPES,
  IDEMPOTENCY_KEY_HEADER,
} from '../contract/routes';
import type { OperationInput, OperationType } from '../model/inputs';
import { InfraApiError } from './InfraApiError';
import type { AuditVerifyRequest } from '../model/audit';
import type { CostsQuery } from '../model/costs';
import type { NewDiscoveryToken } from '../model/monitoring';
import type {
  AuditFiltersInput,
  AuditQueryInput,
  CallOptions,
  CapacityFitQueryInput,
  CapacityForecastQueryInput,
  CapacityHistoryQueryInput,
  EventQueryInput,
  ImpactQueryInput,
  HostQueryInput,
  InfraClient,
  MachineCapacityQueryInput,
  OperationQueryInput,
  ApprovalQueryInput,
  PagingQueryInput,
  ProjectQueryInput,
  TenantQueryInput,
  ResourceExportInput,
  RackQueryInput,
  ResourceFiltersInput,
  ResourceQueryInput,
  SegmentQueryInput,
  SubmitOptions,
  TopologyQueryInput,
} from './InfraClient';

/** What {@link DefaultInfraClient} needs to reach the portal. @public */
export interface InfraClientOptions {
  /**
   * Sends a request. `path` begins with `/v1/`; whoever makes the client puts the
   * base URL in front and the caller's token in the headers.
   */
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** the door requests come through: `portal`, `template`, `cli`, `mcp` */
  door: string;
}

type Call = { body?: unknown; headers?: Record<string, string> } & CallOptions;

function search(query: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== '') {
        params.append(name, String(one));
      }
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** Talks REST through a given fetch. @public */
export class DefaultInfraClient implements InfraClient {
  constructor(private readonly options: InfraClientOptions) {}

  listProviders(options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listProviders']>>(
      '/v1/providers',
      options,
    );
  }

  async syncProvider(id: string, options?: CallOptions) {
    await this.post(`/v1/providers/${encodeURIComponent(id)}/sync`, options);
  }

  async confirmRemovals(id: string, options?: CallOptions) {
    await this.post(
      `/v1/providers/${encodeURIComponent(id)}/confirm-removals`,
      options,
    );
  }

  listResources(query: ResourceQueryInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listResources']>>(
      `/v1/resources${search(query)}`,
      options,
    );
  }

  getResourceFacets(filters: ResourceFiltersInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getResourceFacets']>>(
      `/v1/resources/facets${search(filters)}`,
      options,
    );
  }

  async exportResources(query: ResourceExportInput, options?: CallOptions) {
    const path = `/v1/resources/export${search(query)}`;
    const response = await this.answer('GET', path, {
      ...options,
      headers: { accept: EXPORT_TYPES[query.format ?? 'csv'] },
    });
    return response.body ?? new Blob([]).stream();
  }

  getResource(ref: string, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getResource']>>(
      `/v1/resources/${encodeURIComponent(ref)}`,
      options,
    );
  }

  getProviderHealth(id: string, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getProviderHealth']>>(
      `/v1/providers/${encodeURIComponent(id)}/health`,
      options,
    );
  }

  listResourceEvents(
    ref: string,
    query: EventQueryInput = {},
    options?: CallOptions,
  ) {
    return this.get<ReturnType<InfraClient['listResourceEvents']>>(
      `/v1/resources/${encodeURIComponent(ref)}/events${search(query)}`,
      options,
    );
  }

  getRelations(ref: string, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getRelations']>>(
      `/v1/resources/${encodeURIComponent(ref)}/relations`,
      options,
    );
  }

  getTopology(query: TopologyQueryInput = {}, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getTopology']>>(
      `/v1/topology${search(query)}`,
      options,
    );
  }

  listRacks(query: RackQueryInput = {}, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listRacks']>>(
      `/v1/topology/racks${search(query)}`,
      options,
    );
  }

  getImpact(query: ImpactQueryInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getImpact']>>(
      `/v1/topology/impact${search(query)}`,
      options,
    );
  }

  getCapacity(options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getCapacity']>>(
      '/v1/capacity',
      options,
    );
  }

  listNetworkSegments(query: SegmentQueryInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listNetworkSegments']>>(
      `/v1/networks/segments${search(query)}`,
      options,
    );
  }

  getImages(options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getImages']>>(
      '/v1/images',
      options,
    );
  }

  getCosts(query: CostsQuery = {}, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getCosts']>>(
      `/v1/costs${search(query)}`,
      options,
    );
  }

  async exportCosts(query: CostsQuery = {}, options?: CallOptions) {
    const response = await this.answer(
      'GET',
      `/v1/costs/export${search(query)}`,
      { ...options, headers: { accept: EXPORT_TYPES.csv } },
    );
    return response.text();
  }

  listCapacityHosts(query: HostQueryInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listCapacityHosts']>>(
      `/v1/capacity/hosts${search(query)}`,
      options,
    );
  }

  getMachineCapacity(query: MachineCapacityQueryInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getMachineCapacity']>>(
      `/v1/capacity/machines${search(query)}`,
      options,
    );
  }

  getCapacityHistory(query: CapacityHistoryQueryInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getCapacityHistory']>>(
      `/v1/capacity/history${search(query)}`,
      options,
    );
  }

  getCapacityFit(query: CapacityFitQueryInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getCapacityFit']>>(
      `/v1/capacity/fit${search(query)}`,
      options,
    );
  }

  getCapacityForecast(
    query: CapacityForecastQueryInput = {},
    options?: CallOptions,
  ) {
    return this.get<ReturnType<InfraClient['getCapacityForecast']>>(
      `/v1/capacity/forecast${search(query)}`,
      options,
    );
  }

  listProjects(query: ProjectQueryInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listProjects']>>(
      `/v1/projects${search(query)}`,
      options,
    );
  }

  getProject(name: string, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getProject']>>(
      `/v1/projects/${encodeURIComponent(name)}`,
      options,
    );
  }

  listQuotaChanges(
    project: string,
    query: PagingQueryInput = {},
    options?: CallOptions,
  ) {
    return this.get<ReturnType<InfraClient['listQuotaChanges']>>(
      `/v1/projects/${encodeURIComponent(project)}/quota-changes${search(
        query,
      )}`,
      options,
    );
  }

  listTenants(query: TenantQueryInput = {}, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listTenants']>>(
      `/v1/tenants${search(query)}`,
      options,
    );
  }

  getPolicy(options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getPolicy']>>(
      '/v1/policy',
      options,
    );
  }

  listSshKeys(options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listSshKeys']>>(
      '/v1/me/ssh-keys',
      options,
    );
  }

  checkOperation<T extends OperationType>(
    type: T,
    input: Partial<OperationInput<T>>,
    options?: CallOptions,
  ) {
    return this.post<ReturnType<InfraClient['checkOperation']>>(
      '/v1/operations/check',
      { ...options, body: { type, input } },
    );
  }

  submitOperation<T extends OperationType>(
    type: T,
    input: OperationInput<T>,
    options: SubmitOptions = {},
  ) {
    return this.post<ReturnType<InfraClient['submitOperation']>>(
      '/v1/operations',
      {
        signal: options.signal,
        body: { type, input },
        headers: options.idempotencyKey
          ? { [IDEMPOTENCY_KEY_HEADER]: options.idempotencyKey }
          : {},
      },
    );
  }

  listOperations(query: OperationQueryInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listOperations']>>(
      `/v1/operations${search(query)}`,
      options,
    );
  }

  getOperation(id: string, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getOperation']>>(
      `/v1/operations/${encodeURIComponent(id)}`,
      options,
    );
  }

  approveOperation(id: string, comment = '', options?: CallOptions) {
    return this.post<ReturnType<InfraClient['approveOperation']>>(
      `/v1/operations/${encodeURIComponent(id)}/approve`,
      { ...options, body: { comment } },
    );
  }

  rejectOperation(id: string, comment: string, options?: CallOptions) {
    return this.post<ReturnType<InfraClient['rejectOperation']>>(
      `/v1/operations/${encodeURIComponent(id)}/reject`,
      { ...options, body: { comment } },
    );
  }

  listApprovals(query: ApprovalQueryInput = {}, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listApprovals']>>(
      `/v1/approvals${search(query)}`,
      options,
    );
  }

  getDecision(id: string, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getDecision']>>(
      `/v1/approvals/${encodeURIComponent(id)}`,
      options,
    );
  }

  decideApprovals(
    decision: Parameters<InfraClient['decideApprovals']>[0],
    options?: CallOptions,
  ) {
    return this.post<ReturnType<InfraClient['decideApprovals']>>(
      '/v1/approvals/decide',
      { ...options, body: decision },
    );
  }

  askOperation(id: string, text: string, options?: CallOptions) {
    return this.post<ReturnType<InfraClient['askOperation']>>(
      `/v1/operations/${encodeURIComponent(id)}/ask`,
      { ...options, body: { text } },
    );
  }

  answerOperation(id: string, text: string, options?: CallOptions) {
    return this.post<ReturnType<InfraClient['answerOperation']>>(
      `/v1/operations/${encodeURIComponent(id)}/answer`,
      { ...options, body: { text } },
    );
  }

  delegateOperation(
    id: string,
    to: string,
    comment = '',
    options?: CallOptions,
  ) {
    return this.post<ReturnType<InfraClient['delegateOperation']>>(
      `/v1/operations/${encodeURIComponent(id)}/delegate`,
      { ...options, body: { to, comment } },
    );
  }

  cancelOperation(id: string, options?: CallOptions) {
    return this.post<ReturnType<InfraClient['cancelOperation']>>(
      `/v1/operations/${encodeURIComponent(id)}/cancel`,
      options,
    );
  }

  listAudit(query: AuditQueryInput, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listAudit']>>(
      `/v1/audit${search(query)}`,
      options,
    );
  }

  async exportAudit(filters: AuditFiltersInput, options?: CallOptions) {
    const response = await this.answer(
      'GET',
      `/v1/audit/export${search(filters)}`,
      { ...options, headers: { accept: EXPORT_TYPES.ndjson } },
    );
    return response.body ?? new Blob([]).stream();
  }

  listAuditCheckpoints(options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listAuditCheckpoints']>>(
      '/v1/audit/checkpoints',
      options,
    );
  }

  verifyAudit(request: AuditVerifyRequest = {}, options?: CallOptions) {
    return this.post<ReturnType<InfraClient['verifyAudit']>>(
      '/v1/audit/verify',
      { ...options, body: request },
    );
  }

  listDiscoveryTokens(options?: CallOptions) {
    return this.get<ReturnType<InfraClient['listDiscoveryTokens']>>(
      '/v1/monitoring/tokens',
      options,
    );
  }

  createDiscoveryToken(token: NewDiscoveryToken, options?: CallOptions) {
    return this.post<ReturnType<InfraClient['createDiscoveryToken']>>(
      '/v1/monitoring/tokens',
      { ...options, body: token },
    );
  }

  revokeDiscoveryToken(id: string, options?: CallOptions) {
    return this.post<ReturnType<InfraClient['revokeDiscoveryToken']>>(
      `/v1/monitoring/tokens/${encodeURIComponent(id)}/revoke`,
      options,
    );
  }

  getDiscovery(scope: string, options?: CallOptions) {
    return this.get<ReturnType<InfraClient['getDiscovery']>>(
      `/v1/monitoring/scopes/${encodeURIComponent(scope)}`,
      options,
    );
  }

  private get<T extends Promise<unknown>>(
    path: string,
    call: CallOptions = {},
  ) {
    return this.send<T>('GET', path, call);
  }

  private post<T extends Promise<unknown>>(path: string, call: Call = {}) {
    return this.send<T>('POST', path, call);
  }

  private async send<T extends Promise<unknown>>(
    method: string,
    path: string,
    call: Call,
  ): Promise<Awaited<T>> {
    const response = await this.answer(method, path, call);
    return (await response.json()) as Awaited<T>;
  }

  private async answer(
    method: string,
    path: string,
    call: Call,
  ): Promise<Response> {
    const response = await this.options.fetch(path, {
      method,
      signal: call.signal,
      headers: {
        accept: 'application/json',
        [DOOR_HEADER]: this.options.door,
        ...(call.body === undefined
          ? {}
          : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
    });
    if (!response.ok) {
      throw await InfraApiError.fromResponse(response);
    }
    return response;
  }
}
