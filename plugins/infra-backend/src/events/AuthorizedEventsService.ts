import {
  infraResourceReadPermission,
  type EventQuery,
} from '@ironstage/plugin-infra-common';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { Caller } from '../http/Caller';
import { noSuchResource } from '../inventory/absent';
import type { EventsService } from './EventsService';

/** Guards an {@link EventsService}: routes and actions are given this one. */
export class AuthorizedEventsService implements EventsService {
  constructor(
    private readonly inner: EventsService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async list(
    ref: string,
    query: EventQuery,
    caller: Caller,
    signal: AbortSignal,
  ) {
    await this.gatekeeper.demandVisible(
      caller,
      infraResourceReadPermission,
      ref,
      noSuchResource,
    );
    return this.inner.list(ref, query, caller, signal);
  }
}
