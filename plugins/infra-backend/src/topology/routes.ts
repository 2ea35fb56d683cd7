import {
  impactQuerySchema,
  rackQuerySchema,
  relationQuerySchema,
  routes,
  topologyQuerySchema,
} from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import type { TopologyService } from './TopologyService';

/** Relations, racks, topology and blast radius. */
export function addTopologyRoutes(
  router: Router,
  services: { callers: CallerResolver; topology: TopologyService },
): void {
  const { callers, topology } = services;

  router.get(routes.getRelations.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(relationQuerySchema, request.query);
    response.json(await topology.relations(request.params.ref, query, caller));
  });

  router.get(routes.getTopology.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(topologyQuerySchema, request.query);
    response.json(await topology.graph(query, caller));
  });

  router.get(routes.listRacks.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(rackQuerySchema, request.query);
    response.json(await topology.racks(query, caller));
  });

  router.get(routes.getImpact.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(impactQuerySchema, request.query);
    response.json(await topology.impact(query, caller));
  });
}
