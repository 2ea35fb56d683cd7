import {
  infraProjectReadPermission,
  type ProjectQuery,
} from '@ironstage/plugin-infra-common';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { Caller } from '../http/Caller';
import { noProject } from './absent';
import type { ProjectsService } from './ProjectsService';

/** Guards a {@link ProjectsService}: routes and actions are given this one. */
export class AuthorizedProjectsService implements ProjectsService {
  constructor(
    private readonly inner: ProjectsService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async list(query: ProjectQuery, caller: Caller) {
    return this.inner.list(
      query,
      caller,
      await this.gatekeeper.visibleProjects(caller),
    );
  }

  async get(name: string, caller: Caller) {
    const project = await this.inner.get(name, caller);
    await this.gatekeeper.demandVisible(
      caller,
      infraProjectReadPermission,
      name,
      noProject,
    );
    return project;
  }
}
