import {
  infraProjectReadPermission,
  type PagingQuery,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { noProject } from '../projects/absent';
import type { QuotasService } from './QuotasService';

/** Guards a {@link QuotasService}: routes and actions are given this one. */
export class AuthorizedQuotasService implements QuotasService {
  constructor(
    private readonly inner: QuotasService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async changes(project: string, page: PagingQuery, caller: Caller) {
    const changes = await this.inner.changes(project, page, caller);
    await this.gatekeeper.demandVisible(
      caller,
      infraProjectReadPermission,
      project,
      noProject,
    );
    return changes;
  }
}
