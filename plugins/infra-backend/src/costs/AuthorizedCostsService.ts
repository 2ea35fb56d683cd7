import type { CostsQuery } from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { CostsService } from './CostsService';

/** Guards a {@link CostsService}: routes and actions are given this one. */
export class AuthorizedCostsService implements CostsService {
  constructor(
    private readonly inner: CostsService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async of(query: CostsQuery, caller: Caller) {
    return this.inner.of(
      query,
      caller,
      await this.gatekeeper.visibleProjects(caller),
    );
  }

  async export(query: CostsQuery, caller: Caller) {
    return this.inner.export(
      query,
      caller,
      await this.gatekeeper.visibleProjects(caller),
    );
  }
}
