import {
  infraEstateReadPermission,
  infraMonitoringManagePermission,
  infraPortalOperatePermission,
  infraProjectReadPermission,
  projectOfScope,
  type NewDiscoveryToken,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { noProject } from '../projects/absent';
import { noToken } from './absent';
import type { DefaultMonitoringService } from './DefaultMonitoringService';
import type { MonitoringService } from './MonitoringService';

/** Guards a {@link MonitoringService}: routes and actions are given this one. */
export class AuthorizedMonitoringService implements MonitoringService {
  constructor(
    private readonly inner: DefaultMonitoringService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async tokens(caller: Caller) {
    const projects = await this.gatekeeper.visibleProjects(caller);
    const estate = await this.gatekeeper.allows(
      caller.credentials,
      infraEstateReadPermission,
    );
    return this.inner.tokens(caller, projects, estate);
  }

  async createToken(request: NewDiscoveryToken, caller: Caller) {
    await this.demandManage(request.scope, caller);
    return this.inner.createToken(request, caller);
  }

  async revokeToken(id: string, caller: Caller) {
    const { scope } = await this.inner.findToken(id);
    await this.demandManage(scope, caller, () => noToken(id));
    return this.inner.revokeToken(id, caller);
  }

  async discovery(scope: string, caller: Caller) {
    const project = projectOfScope(scope);
    if (project === undefined) {
      await this.gatekeeper.demand(caller, infraEstateReadPermission);
    } else {
      await this.demandSeen(project, caller);
    }
    return this.inner.discovery(scope);
  }

  private async demandManage(
    scope: string,
    caller: Caller,
    absent: (project: string) => Error = noProject,
  ) {
    const project = projectOfScope(scope);
    if (project === undefined) {
      await this.gatekeeper.demand(caller, infraPortalOperatePermission);
      return;
    }
    await this.demandSeen(project, caller, absent);
    await this.gatekeeper.demandFor(
      caller,
      infraMonitoringManagePermission,
      project,
    );
  }

  private demandSeen(
    project: string,
    caller: Caller,
    absent: (project: string) => Error = noProject,
  ) {
    return this.gatekeeper.demandVisible(
      caller,
      infraProjectReadPermission,
      project,
      absent,
    );
  }
}
