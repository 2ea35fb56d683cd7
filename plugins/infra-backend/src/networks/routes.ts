import { routes, segmentQuerySchema } from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import type { NetworksService } from './NetworksService';

/** What networks are for. */
export function addNetworkRoutes(
  router: Router,
  services: { callers: CallerResolver; networks: NetworksService },
): void {
  router.get(routes.listNetworkSegments.path, async (request, response) => {
    const caller = await services.callers.fromRequest(request);
    const query = parseRequest(segmentQuerySchema, request.query);
    response.json(await services.networks.segments(query, caller));
  });
}
