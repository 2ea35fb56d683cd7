import { routes, tenantQuerySchema } from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import type { TenantsService } from './TenantsService';

/** Tenants that can be taken over. */
export function addTenantRoutes(
  router: Router,
  services: { callers: CallerResolver; tenants: TenantsService },
): void {
  const { callers, tenants } = services;

  router.get(routes.listTenants.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(tenantQuerySchema, request.query);
    response.json(await tenants.list(query, caller));
  });
}
