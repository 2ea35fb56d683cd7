import {
  capacityFitQuerySchema,
  capacityForecastQuerySchema,
  capacityHistoryQuerySchema,
  hostQuerySchema,
  machineCapacityQuerySchema,
  routes,
} from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import type { CapacityService } from './CapacityService';

/** Capacity. */
export function addCapacityRoutes(
  router: Router,
  services: { callers: CallerResolver; capacity: CapacityService },
): void {
  const { callers, capacity } = services;

  router.get(routes.getCapacity.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await capacity.overview(caller));
  });

  router.get(routes.listCapacityHosts.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(hostQuerySchema, request.query);
    response.json(await capacity.hosts(query, caller));
  });

  router.get(routes.getMachineCapacity.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(machineCapacityQuerySchema, request.query);
    response.json(await capacity.machines(query, caller));
  });

  router.get(routes.getCapacityHistory.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(capacityHistoryQuerySchema, request.query);
    response.json(await capacity.history(query, caller));
  });

  router.get(routes.getCapacityForecast.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(capacityForecastQuerySchema, request.query);
    response.json(await capacity.forecast(query, caller));
  });

  router.get(routes.getCapacityFit.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(capacityFitQuerySchema, request.query);
    response.json(await capacity.fit(query, caller));
  });
}
