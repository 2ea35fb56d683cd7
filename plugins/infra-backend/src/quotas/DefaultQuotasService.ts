import type { PagingQuery } from '@ironstage/plugin-infra-common';
import { noProject } from '../projects/absent';
import type { ProjectStore } from '../projects/ProjectStore';
import type { QuotasService } from './QuotasService';
import type { QuotaStore } from './QuotaStore';

/** Does the work of {@link QuotasService}, without asking whether the caller may. */
export class DefaultQuotasService implements QuotasService {
  constructor(
    private readonly services: { projects: ProjectStore; quotas: QuotaStore },
  ) {}

  async changes(project: string, page: PagingQuery) {
    if (!(await this.services.projects.find(project))) {
      throw noProject(project);
    }
    return {
      ...(await this.services.quotas.changes(project, page)),
      errors: [],
    };
  }
}
