import { newHex, secretHash } from '../../kernel/ids';
import { asText, type Json } from '../../kernel/json';
import { reply, type RouteTable } from '../../kernel/http/types';
import type { Access } from '../access';
import { readWrapped } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import {
  duplicate,
  forbidden,
  notFound,
  requireAdmin,
  requireReader,
} from './errors';
import { listReply, matchesFlag, matchesText } from './lists';
import { checkName } from './projectInput';
import { projectIdsOf } from './grants';
import { projectView } from './projectView';
import type { GroupRow, UserRow } from './rows';

function userView(row: UserRow, origin: string): Json {
  return {
    id: row.id,
    name: row.name,
    domain_id: row.domainId,
    enabled: row.enabled,
    password_expires_at: null,
    options: {},
    ...(row.email ? { email: row.email } : {}),
    ...(row.description ? { description: row.description } : {}),
    ...(row.defaultProjectId
      ? { default_project_id: row.defaultProjectId }
      : {}),
    links: { self: `${origin}/identity/v3/users/${row.id}` },
  };
}

function groupView(row: GroupRow, origin: string): Json {
  return {
    id: row.id,
    name: row.name,
    domain_id: row.domainId,
    description: row.description,
    links: { self: `${origin}/identity/v3/groups/${row.id}` },
  };
}

export function peopleRoutes(
  routes: RouteTable<Access>,
  context: OpenStackContext,
): void {
  const { users, groups, projects, domains } = context.tables;
  const found = (id: string) => {
    const user = users.get(id);
    if (!user) {
      throw notFound('user', id);
    }
    return user;
  };

  routes.get('/v3/users', (call, access) => {
    requireReader(access, 'identity:list_users');
    const { query } = call;
    const own = access.admin ? undefined : access.token.domainId;
    const rows = users
      .all()
      .filter(
        row =>
          (!own || row.domainId === own) &&
          matchesText(query, 'name', row.name) &&
          matchesText(query, 'domain_id', row.domainId) &&
          matchesFlag(query, 'enabled', row.enabled),
      );
    return listReply(
      call,
      'users',
      rows.map(row => userView(row, call.origin)),
    );
  });

  routes.post('/v3/users', (call, access) => {
    requireAdmin(access, 'identity:create_user');
    const input = readWrapped(call, 'user', "'user' is a required property");
    const name = checkName(input.name);
    const domainId = asText(input.domain_id) ?? 'default';
    if (users.by('name', `${domainId}/${name}`).length > 0) {
      throw duplicate('user', `name ${name} at domain ID ${domainId}`);
    }
    const row = users.insert({
      id: newHex(),
      name,
      domainId,
      enabled: input.enabled !== false,
      passwordHash: secretHash(asText(input.password) ?? newHex()),
      defaultProjectId: asText(input.default_project_id) ?? null,
      email: asText(input.email) ?? null,
      description: asText(input.description) ?? null,
    });
    return reply(201, { user: userView(row, call.origin) });
  });

  routes.get('/v3/users/:id', (call, access) => {
    if (
      !access.admin &&
      !access.systemReader &&
      access.userId !== call.params.id
    ) {
      throw forbidden('identity:get_user');
    }
    return reply(200, { user: userView(found(call.params.id), call.origin) });
  });

  routes.delete('/v3/users/:id', (call, access) => {
    requireAdmin(access, 'identity:delete_user');
    const row = found(call.params.id);
    for (const grant of [...context.tables.assignments.by('actor', row.id)]) {
      context.tables.assignments.delete(grant.id);
    }
    users.delete(row.id);
    return reply(204);
  });

  routes.get('/v3/users/:id/projects', (call, access) => {
    if (access.userId !== call.params.id) {
      requireReader(access, 'identity:list_user_projects');
    }
    const rows = projectIdsOf(found(call.params.id).id, context)
      .map(id => projects.get(id))
      .filter(row => row !== undefined);
    return listReply(
      call,
      'projects',
      rows.map(row => projectView(row, call.origin)),
    );
  });

  routes.get('/v3/groups', (call, access) => {
    requireReader(access, 'identity:list_groups');
    const rows = groups
      .all()
      .filter(row => matchesText(call.query, 'name', row.name));
    return listReply(
      call,
      'groups',
      rows.map(row => groupView(row, call.origin)),
    );
  });

  routes.get('/v3/groups/:id/users', (call, access) => {
    requireReader(access, 'identity:list_users_in_group');
    const group = groups.get(call.params.id);
    if (!group) {
      throw notFound('group', call.params.id);
    }
    const rows = group.members
      .map(id => users.get(id))
      .filter(row => row !== undefined);
    return listReply(
      call,
      'users',
      rows.map(row => userView(row, call.origin)),
    );
  });

  routes.get('/v3/domains', (call, access) => {
    if (!access.admin && !access.systemReader) {
      throw forbidden('identity:list_domains');
    }
    const rows = domains
      .all()
      .filter(row => matchesText(call.query, 'name', row.name));
    return listReply(
      call,
      'domains',
      rows.map(row => ({
        id: row.id,
        name: row.name,
        description: row.description,
        enabled: row.enabled,
        tags: [],
        options: {},
        links: { self: `${call.origin}/identity/v3/domains/${row.id}` },
      })),
    );
  });
}
