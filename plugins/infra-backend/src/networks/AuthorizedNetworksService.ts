import type { SegmentQuery } from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { NetworksService } from './NetworksService';

/** Guards a {@link NetworksService}: routes and actions are given this one. */
export class AuthorizedNetworksService implements NetworksService {
  constructor(
    private readonly inner: NetworksService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async segments(query: SegmentQuery, caller: Caller) {
    return this.inner.segments(
      query,
      caller,
      await this.gatekeeper.visibleResources(caller),
    );
  }
}
