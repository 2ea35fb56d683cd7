import type {
  Lease,
  Page,
  ProjectDetails,
  ProjectListItem,
  ProjectQuery,
  ProjectUsage,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { InventoryService } from '../inventory/InventoryService';
import type { Caller } from '../http/Caller';
import { noProject } from './absent';
import type { ProjectStore, StoredProject } from './ProjectStore';
import type { ProjectsService } from './ProjectsService';
import type { UsageCalculator } from './UsageCalculator';

/** What a project's page shows of leases, which stand above projects. */
export interface ProjectLeases {
  ofProject(name: string): Promise<Lease[]>;
}

function show(project: StoredProject, usage: Map<string, ProjectUsage>) {
  const { quota, operationId, ...shown } = project;
  return { ...shown, usage: usage.get(project.name) as ProjectUsage };
}

/** Does the work of {@link ProjectsService}, without asking whether the caller may. */
export class DefaultProjectsService implements ProjectsService {
  constructor(
    private readonly services: {
      projects: ProjectStore;
      usage: UsageCalculator;
      leases: ProjectLeases;
      inventory: InventoryService;
    },
  ) {}

  async list(
    query: ProjectQuery,
    _caller: Caller,
    visibility: Visibility = 'all',
  ): Promise<Page<ProjectListItem>> {
    const { projects, usage, inventory } = this.services;
    const { items, total } = await projects.list(query, visibility);
    const usages = await usage.usage(items);
    return {
      items: items.map(project => show(project, usages)),
      total,
      errors: await inventory.issues(),
    };
  }

  async get(name: string): Promise<ProjectDetails> {
    const { projects, usage, leases, inventory } = this.services;
    const project = await projects.find(name);
    if (!project) {
      throw noProject(name);
    }
    const places = project.bindings.map(binding => binding.provider);
    return {
      ...show(project, await usage.usage([project])),
      leases: await leases.ofProject(name),
      errors: (await inventory.issues()).filter(issue =>
        places.includes(issue.provider),
      ),
    };
  }
}
