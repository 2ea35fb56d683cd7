import {
  projectOfScope,
  type NewDiscoveryToken,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';
import { noProject } from '../projects/absent';
import type { ProjectStore } from '../projects/ProjectStore';
import { noToken } from './absent';
import type { MonitoringService } from './MonitoringService';
import type { Discovery } from './targets/Discovery';
import type { DiscoveryTokens } from './tokens/DiscoveryTokens';
import type { KnexTokenStore } from './tokens/KnexTokenStore';

/** Does the work of {@link MonitoringService}, without asking whether the caller may. */
export class DefaultMonitoringService implements MonitoringService {
  constructor(
    private readonly services: {
      store: KnexTokenStore;
      tokens: DiscoveryTokens;
      discovery: Discovery;
      projects: Pick<ProjectStore, 'find'>;
    },
  ) {}

  async tokens(
    _caller: Caller,
    projects: Visibility = 'all',
    estate: boolean = true,
  ) {
    return { items: await this.services.store.list(projects, estate) };
  }

  async createToken(request: NewDiscoveryToken, caller: Caller) {
    await this.demandScope(request.scope);
    return this.services.tokens.create(request, caller);
  }

  /** @throws NotFoundError */
  async findToken(id: string) {
    const token = await this.services.store.find(id);
    if (!token) {
      throw noToken(id);
    }
    return token;
  }

  async revokeToken(id: string, caller: Caller) {
    const token = await this.findToken(id);
    await this.services.tokens.revoke(token, caller);
    return token;
  }

  async discovery(scope: string) {
    await this.demandScope(scope);
    return this.services.discovery.state(scope);
  }

  private async demandScope(scope: string) {
    const project = projectOfScope(scope);
    if (
      project !== undefined &&
      !(await this.services.projects.find(project))
    ) {
      throw noProject(project);
    }
  }
}
