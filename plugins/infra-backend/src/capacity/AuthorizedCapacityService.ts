import {
  infraCapacityReadPermission,
  infraEstateReadPermission,
} from '@ironstage/plugin-infra-common';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { Caller } from '../http/Caller';
import type { CapacityService } from './CapacityService';

/** Guards a {@link CapacityService}: routes and actions are given this one. */
export class AuthorizedCapacityService implements CapacityService {
  constructor(
    private readonly inner: CapacityService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async overview(caller: Caller) {
    await this.gatekeeper.demand(caller, infraCapacityReadPermission);
    const withHosts = await this.gatekeeper.allows(
      caller.credentials,
      infraEstateReadPermission,
    );
    return this.inner.overview(caller, withHosts);
  }
}
