import { isJson } from '../../kernel/json';
import { reply, type RouteTable } from '../../kernel/http/types';
import type { Access } from '../access';
import { readJson } from '../body';
import { badRequest, disallowed, missing } from './errors';
import type { NetworkCore } from './NetworkCore';
import { networkQuotaDefaults } from './NetworkQuotas';

const BASE = '/v2.0/quotas';

export function quotaRoutes(
  routes: RouteTable<Access>,
  core: NetworkCore,
): void {
  const { networkQuotas } = core.context.tables;
  const mayRead = (access: Access, id: string) => {
    if (!access.admin && access.projectId !== id) {
      throw disallowed('get_quota');
    }
  };
  const admin = (access: Access, rule: string) => {
    if (!access.admin) {
      throw disallowed(rule);
    }
  };

  routes.get(BASE, (_call, access) => {
    admin(access, 'get_quota');
    return reply(200, {
      quotas: networkQuotas.all().map(row => ({
        ...core.quotas.limits(row.id),
        project_id: row.id,
        tenant_id: row.id,
      })),
    });
  });

  routes.get(`${BASE}/:id/default`, (call, access) => {
    mayRead(access, call.params.id);
    return reply(200, { quota: networkQuotaDefaults });
  });

  const details = (id: string) =>
    Object.fromEntries(
      Object.entries(core.quotas.limits(id)).map(([name, limit]) => [
        name,
        { limit, used: core.quotas.used(id, name), reserved: 0 },
      ]),
    );
  for (const tail of ['details.json', 'details']) {
    routes.get(`${BASE}/:id/${tail}`, (call, access) => {
      mayRead(access, call.params.id);
      return reply(200, { quota: details(call.params.id) });
    });
  }

  routes.get(`${BASE}/:id`, (call, access) => {
    mayRead(access, call.params.id);
    return reply(200, { quota: core.quotas.limits(call.params.id) });
  });

  routes.put(`${BASE}/:id`, (call, access) => {
    admin(access, 'update_quota');
    const { id } = call.params;
    const input = readJson(call, 'Malformed request body').quota;
    if (!isJson(input)) {
      throw missing('quota');
    }
    const { check_limit: checked, force, ...wanted } = input;
    delete wanted.project_id;
    delete wanted.tenant_id;
    const limits: Record<string, number> = {};
    for (const [name, value] of Object.entries(wanted)) {
      if (!(name in networkQuotaDefaults)) {
        throw badRequest(`Unrecognized attribute(s) '${name}'`);
      }
      const limit = Number(value);
      if (!Number.isInteger(limit) || limit < -1) {
        throw badRequest(
          `Invalid input for ${name}. Reason: '${value}' is not a valid quota.`,
        );
      }
      const used = core.quotas.used(id, name);
      // Below use is fine unless the caller asks for the check.
      if (checked === true && force !== true && limit >= 0 && limit < used) {
        throw badRequest(
          `Quota limit ${limit} for ${name} must be greater than or equal to already used ${used}`,
        );
      }
      limits[name] = limit;
    }
    const row = networkQuotas.get(id);
    if (row) {
      networkQuotas.update(row, { limits: { ...row.limits, ...limits } });
    } else {
      networkQuotas.insert({ id, limits });
    }
    return reply(200, { quota: core.quotas.limits(id) });
  });

  routes.delete(`${BASE}/:id`, (call, access) => {
    admin(access, 'delete_quota');
    networkQuotas.delete(call.params.id);
    return reply(204);
  });
}
