import { isJson, type Json } from '../../kernel/json';
import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import { readJson } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import { computeQuotaDefaults, type ComputeQuotas } from './ComputeQuotas';
import { badRequest, invalidField, policy } from './errors';
import { requireAdmin, type ComputeSession } from './session';

const BASE = '/v2.1/os-quota-sets/:id';

/** Network and file quotas that Nova dropped at 2.36 and 2.57. */
function legacy(minor: number): Record<string, number> {
  return {
    ...(minor < 36
      ? {
          fixed_ips: -1,
          floating_ips: -1,
          security_groups: -1,
          security_group_rules: -1,
        }
      : {}),
    ...(minor < 57
      ? {
          injected_file_content_bytes: 10240,
          injected_file_path_bytes: 255,
          injected_files: 5,
        }
      : {}),
  };
}

function checkLimit(name: string, value: unknown, known: Json): number {
  if (!(name in known)) {
    throw invalidField(
      'quota_set',
      { [name]: value },
      `Additional properties are not allowed ('${name}' was unexpected)`,
    );
  }
  if (!/^-?[0-9]+$/.test(String(value))) {
    throw invalidField(name, value, `'${value}' does not match '^-?[0-9]+$'`);
  }
  if (Number(value) < -1) {
    throw invalidField(name, value, `${value} is less than the minimum of -1`);
  }
  return Number(value);
}

export function quotaRoutes(
  routes: RouteTable<ComputeSession>,
  quotas: ComputeQuotas,
  context: OpenStackContext,
): void {
  const { computeQuotas, projects } = context.tables;

  const projectOf = (call: Call): string => {
    const { id } = call.params;
    // Unlike Neutron, Nova asks Keystone whether the project exists.
    if (!projects.get(id)) {
      throw badRequest(`Project ID ${id} is not a valid project.`);
    }
    return id;
  };
  const mayRead = ({ access }: ComputeSession, id: string, rule: string) => {
    if (!access.admin && access.projectId !== id) {
      throw policy(`os_compute_api:os-quota-sets:${rule}`);
    }
  };
  const use = (id: string): Record<string, number> => ({
    ...quotas.used(id),
    server_groups: context.tables.serverGroups
      .all()
      .filter(row => row.projectId === id).length,
  });

  routes.get(BASE, (call, session) => {
    mayRead(session, call.params.id, 'show');
    const id = projectOf(call);
    return reply(200, {
      quota_set: { id, ...quotas.limits(id), ...legacy(session.minor) },
    });
  });

  routes.get(`${BASE}/detail`, (call, session) => {
    mayRead(session, call.params.id, 'detail');
    const id = projectOf(call);
    const used = use(id);
    const all = { ...quotas.limits(id), ...legacy(session.minor) };
    const entries = Object.entries(all).map(([name, limit]) => [
      name,
      { limit, in_use: used[name] ?? 0, reserved: 0 },
    ]);
    return reply(200, { quota_set: { id, ...Object.fromEntries(entries) } });
  });

  routes.get(`${BASE}/defaults`, (call, session) =>
    reply(200, {
      quota_set: {
        id: projectOf(call),
        ...computeQuotaDefaults,
        ...legacy(session.minor),
      },
    }),
  );

  routes.put(BASE, (call, session) => {
    requireAdmin(session, 'os-quota-sets:update');
    const input = readJson(call, 'Malformed request body').quota_set;
    if (!isJson(input)) {
      throw badRequest("'quota_set' is a required property");
    }
    const { force, tenant_id: _tenant, ...wanted } = input;
    const known = { ...computeQuotaDefaults, ...legacy(session.minor) };
    const limits: Record<string, number> = {};
    for (const [name, value] of Object.entries(wanted)) {
      limits[name] = checkLimit(name, value, known);
    }
    const id = projectOf(call);
    const used = use(id);
    for (const [name, limit] of Object.entries(limits)) {
      const inUse = used[name] ?? 0;
      if (force !== true && limit >= 0 && limit < inUse) {
        throw badRequest(
          `Quota limit ${limit} for ${name} must be greater than or equal to already used and reserved ${inUse}.`,
        );
      }
    }
    const row = computeQuotas.get(id);
    if (row) {
      computeQuotas.update(row, { limits: { ...row.limits, ...limits } });
    } else {
      computeQuotas.insert({ id, limits });
    }
    return reply(200, {
      quota_set: { ...quotas.limits(id), ...legacy(session.minor) },
    });
  });

  routes.delete(BASE, (call, session) => {
    requireAdmin(session, 'os-quota-sets:delete');
    computeQuotas.delete(projectOf(call));
    return reply(202);
  });

  routes.get('/v2.1/limits', (call, session) => {
    const other = call.query.get('tenant_id') ?? call.query.get('project_id');
    if (other !== null && !session.access.admin) {
      throw policy('os_compute_api:limits:other_project');
    }
    const id = other ?? session.access.projectId ?? '';
    const limits = quotas.limits(id);
    const used = use(id);
    return reply(200, {
      limits: {
        rate: [],
        absolute: {
          maxTotalInstances: limits.instances,
          maxTotalCores: limits.cores,
          maxTotalRAMSize: limits.ram,
          maxServerMeta: limits.metadata_items,
          maxTotalKeypairs: limits.key_pairs,
          maxServerGroups: limits.server_groups,
          maxServerGroupMembers: limits.server_group_members,
          totalRAMUsed: used.ram,
          totalCoresUsed: used.cores,
          totalInstancesUsed: used.instances,
          totalServerGroupsUsed: used.server_groups,
        },
      },
    });
  });
}
