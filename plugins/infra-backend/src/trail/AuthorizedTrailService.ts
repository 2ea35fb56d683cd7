import {
  infraAuditReadPermission,
  type AuditCheckpoint,
  type AuditFilters,
  type AuditQuery,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { TrailService } from './TrailService';

/** Guards a {@link TrailService}: routes and actions are given this one. */
export class AuthorizedTrailService implements TrailService {
  constructor(
    private readonly inner: TrailService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async list(query: AuditQuery, caller: Caller) {
    await this.demand(caller);
    return this.inner.list(query, caller);
  }

  async export(filters: AuditFilters, caller: Caller) {
    await this.demand(caller);
    return this.inner.export(filters, caller);
  }

  async checkpoints(caller: Caller) {
    await this.demand(caller);
    return this.inner.checkpoints(caller);
  }

  async verify(brought: AuditCheckpoint[], caller: Caller) {
    await this.demand(caller);
    return this.inner.verify(brought, caller);
  }

  private demand(caller: Caller) {
    return this.gatekeeper.demand(caller, infraAuditReadPermission);
  }
}
