import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { changesQuerySchema, routes } from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { ProjectStore } from '../projects/ProjectStore';
import { parseRequest } from '../http/validate';
import type { InventoryStore } from '../inventory/InventoryStore';

/** What the feed of changes is made of. */
export interface ChangesRouteServices {
  httpAuth: HttpAuthService;
  inventory: InventoryStore;
  projects: ProjectStore;
}

/** The feed of changes, for other back-end plugins only: it knows no owner and no team. */
export function addChangesRoutes(
  router: Router,
  { httpAuth, inventory, projects }: ChangesRouteServices,
): void {
  router.get(routes.listChanges.path, async (request, response) => {
    await httpAuth.credentials(request, { allow: ['service'] });
    const { after, limit } = parseRequest(changesQuerySchema, request.query);
    const changes = await inventory.changesAfter(after, limit);
    const refs = [...new Set(changes.map(change => change.ref))];
    const present = await inventory.getMany(refs);
    const found = new Set(present.map(resource => resource.ref));
    const names = new Set(
      present.flatMap(resource => (resource.project ? [resource.project] : [])),
    );
    response.json({
      cursor: changes.at(-1)?.seq ?? after,
      resources: present,
      removed: refs.filter(ref => !found.has(ref)),
      projects: (await projects.findMany([...names])).map(
        ({ quota, operationId, ...project }) => project,
      ),
      complete: changes.length < limit,
    });
  });
}
