import {
  infraEstateReadPermission,
  infraResourceReadPermission,
  type EventQuery,
} from '@ironstage/plugin-infra-common';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { Caller } from '../rest/Caller';
import type { LiveService } from './LiveService';

/** Guards a {@link LiveService}: routes and actions are given this one. */
export class AuthorizedLiveService implements LiveService {
  constructor(
    private readonly inner: LiveService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async health(provider: string, caller: Caller) {
    await this.gatekeeper.demand(caller.credentials, infraEstateReadPermission);
    return this.inner.health(provider, caller);
  }

  async events(
    ref: string,
    query: EventQuery,
    caller: Caller,
    signal: AbortSignal,
  ) {
    await this.gatekeeper.demandFor(
      caller.credentials,
      infraResourceReadPermission,
      ref,
    );
    return this.inner.events(ref, query, caller, signal);
  }
}
