import { newUuid } from '../../kernel/ids';
import { asJson, asList, asText, type Json } from '../../kernel/json';
import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import { flag, readJson } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import type { ComputeQuotas } from './ComputeQuotas';
import { forbidden, invalidField, notFound } from './errors';
import { pageLimit } from './paging';
import type { ServerGroupRow } from './rows';
import { requireProject, type ComputeSession } from './session';

const BASE = '/v2.1/os-server-groups';
const policies = [
  'anti-affinity',
  'affinity',
  'soft-anti-affinity',
  'soft-affinity',
];

export function serverGroupRoutes(
  routes: RouteTable<ComputeSession>,
  quotas: ComputeQuotas,
  context: OpenStackContext,
): void {
  const { serverGroups, servers } = context.tables;

  const view = (row: ServerGroupRow, minor: number): Json => ({
    id: row.id,
    name: row.name,
    ...(minor >= 64
      ? { policy: row.policy, rules: row.rules }
      : { policies: [row.policy], metadata: {} }),
    members: servers
      .by('project', row.projectId)
      .filter(server => server.groupId === row.id)
      .map(server => server.id),
    ...(minor >= 13 ? { project_id: row.projectId, user_id: row.userId } : {}),
  });
  const find = (call: Call, { access }: ComputeSession): ServerGroupRow => {
    const row = serverGroups.get(call.params.id);
    if (!row || (!access.admin && row.projectId !== access.projectId)) {
      throw notFound(`Instance group ${call.params.id} could not be found.`);
    }
    return row;
  };

  routes.get(BASE, (call, session) => {
    const all = flag(call.query, 'all_projects') && session.access.admin;
    const rows = serverGroups
      .all()
      .filter(row => all || row.projectId === session.access.projectId);
    const from = Number(call.query.get('offset') ?? 0);
    const page = rows.slice(from, from + pageLimit(call.query));
    return reply(200, {
      server_groups: page.map(row => view(row, session.minor)),
    });
  });

  routes.get(`${BASE}/:id`, (call, session) =>
    reply(200, { server_group: view(find(call, session), session.minor) }),
  );

  routes.post(BASE, (call, session) => {
    const projectId = requireProject(session, 'os-server-groups:create');
    const input = asJson(readJson(call, 'Malformed request body').server_group);
    const name = asText(input.name);
    const policy = asText(input.policy) ?? asText(asList(input.policies)[0]);
    if (!name) {
      throw invalidField(
        'server_group',
        input,
        "'name' is a required property",
      );
    }
    if (!policy || !policies.includes(policy)) {
      throw invalidField(
        'policy',
        policy,
        `'${policy}' is not one of ${policies}`,
      );
    }
    const limit = quotas.limits(projectId).server_groups;
    const used = serverGroups
      .all()
      .filter(row => row.projectId === projectId).length;
    if (limit >= 0 && used >= limit) {
      throw forbidden('Quota exceeded, too many server groups.');
    }
    const rules: Record<string, number> = {};
    for (const [key, value] of Object.entries(asJson(input.rules))) {
      rules[key] = Number(value);
    }
    const row = serverGroups.insert({
      id: newUuid(),
      name,
      policy,
      rules,
      projectId,
      userId: session.access.userId,
    });
    return reply(200, { server_group: view(row, session.minor) });
  });

  routes.delete(`${BASE}/:id`, (call, session) => {
    serverGroups.delete(find(call, session).id);
    return reply(204);
  });
}
