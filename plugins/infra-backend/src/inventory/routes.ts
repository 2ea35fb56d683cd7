import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  EXPORT_TYPES,
  resourceExportQuerySchema,
  resourceFiltersSchema,
  resourceQuerySchema,
  routes,
} from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import { sendLines } from '../http/sendLines';
import { LINES } from './exports/lines';
import type { InventoryService } from './InventoryService';

/** Providers and resources. */
export function addInventoryRoutes(
  router: Router,
  services: {
    callers: CallerResolver;
    inventory: InventoryService;
    logger: LoggerService;
  },
): void {
  const { callers, inventory, logger } = services;

  router.get(routes.listProviders.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json({ items: await inventory.providers(caller) });
  });

  router.post(routes.syncProvider.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    await inventory.sync(request.params.id, caller);
    response.status(202).json({ accepted: true });
  });

  router.post(routes.confirmRemovals.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    await inventory.confirmRemovals(request.params.id, caller);
    response.status(202).json({ accepted: true });
  });

  router.get(routes.listResources.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(resourceQuerySchema, request.query);
    response.json(await inventory.list(query, caller));
  });

  router.get(routes.exportResources.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(resourceExportQuerySchema, request.query);
    const pages = await inventory.export(query, caller);
    await sendLines(response, {
      lines: LINES[query.format](pages),
      type: EXPORT_TYPES[query.format],
      fileName: `inventory.${query.format}`,
      logger,
    });
  });

  // before the route of one row, whose ref is never this word
  router.get(routes.getResourceFacets.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const filters = parseRequest(resourceFiltersSchema, request.query);
    response.json(await inventory.facets(filters, caller));
  });

  router.get(routes.getResource.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await inventory.get(request.params.ref, caller));
  });
}
