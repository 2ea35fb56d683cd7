import { projectQuerySchema, routes } from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import type { ProjectsService } from './ProjectsService';

/** Projects. */
export function addProjectRoutes(
  router: Router,
  services: { callers: CallerResolver; projects: ProjectsService },
): void {
  const { callers, projects } = services;

  router.get(routes.listProjects.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(projectQuerySchema, request.query);
    response.json(await projects.list(query, caller));
  });

  router.get(routes.getProject.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await projects.get(request.params.name, caller));
  });
}
