import { pagingQuerySchema, routes } from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import type { QuotasService } from './QuotasService';

/** What became of quotas. */
export function addQuotaRoutes(
  router: Router,
  services: { callers: CallerResolver; quotas: QuotasService },
): void {
  const { callers, quotas } = services;

  router.get(routes.listQuotaChanges.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(pagingQuerySchema, request.query);
    response.json(await quotas.changes(request.params.name, query, caller));
  });
}
