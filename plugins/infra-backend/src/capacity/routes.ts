import { routes } from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import type { CapacityService } from './CapacityService';

/** Capacity. */
export function addCapacityRoutes(
  router: Router,
  services: { callers: CallerResolver; capacity: CapacityService },
): void {
  router.get(routes.getCapacity.path, async (request, response) => {
    const caller = await services.callers.fromRequest(request);
    response.json(await services.capacity.overview(caller));
  });
}
