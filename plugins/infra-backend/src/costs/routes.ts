import { costsQuerySchema, routes } from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import { costsCsv } from './costsCsv';
import type { CostsService } from './CostsService';

/** What projects cost. */
export function addCostRoutes(
  router: Router,
  services: { callers: CallerResolver; costs: CostsService },
): void {
  const { callers, costs } = services;

  router.get(routes.getCosts.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(costsQuerySchema, request.query);
    response.json(await costs.of(query, caller));
  });

  router.get(routes.exportCosts.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(costsQuerySchema, request.query);
    const found = await costs.export(query, caller);
    response
      .set({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="costs-${found.month}.csv"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      .send(costsCsv(found));
  });
}
