import { routes } from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import type { HealthService } from './HealthService';

/** Health of control planes. */
export function addHealthRoutes(
  router: Router,
  services: { callers: CallerResolver; health: HealthService },
): void {
  router.get(routes.getProviderHealth.path, async (request, response) => {
    const caller = await services.callers.fromRequest(request);
    response.json(await services.health.get(request.params.id, caller));
  });
}
