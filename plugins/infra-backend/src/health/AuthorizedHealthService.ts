import { infraEstateReadPermission } from '@ironstage/plugin-infra-common';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { Caller } from '../http/Caller';
import type { HealthService } from './HealthService';

/** Guards a {@link HealthService}: routes and actions are given this one. */
export class AuthorizedHealthService implements HealthService {
  constructor(
    private readonly inner: HealthService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async get(provider: string, caller: Caller) {
    await this.gatekeeper.demand(caller, infraEstateReadPermission);
    return this.inner.get(provider, caller);
  }
}
