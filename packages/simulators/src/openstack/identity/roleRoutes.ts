import { newHex } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import {
  reply,
  ApiError,
  type Call,
  type RouteTable,
} from '../../kernel/http/types';
import type { Access } from '../access';
import type { OpenStackContext } from '../OpenStackContext';
import { forbidden, notFound, requireAdmin } from './errors';
import { listReply, matchesText } from './lists';
import type { AssignmentRow, RoleRow } from './rows';

function roleView(row: RoleRow, origin: string): Json {
  return {
    id: row.id,
    name: row.name,
    domain_id: null,
    description: null,
    options: { immutable: true },
    links: { self: `${origin}/identity/v3/roles/${row.id}` },
  };
}

type Wanted = Pick<
  AssignmentRow,
  'actor' | 'actorId' | 'scope' | 'scopeId' | 'roleId'
>;

/** Grants: who (user or group) has which role on a project, domain, system. */
export function roleRoutes(
  routes: RouteTable<Access>,
  context: OpenStackContext,
): void {
  const { roles, users, groups, projects, domains, assignments } =
    context.tables;

  routes.get('/v3/roles', (call, access) => {
    if (!access.admin && !access.systemReader) {
      throw forbidden('identity:list_roles');
    }
    const rows = roles
      .all()
      .filter(row => matchesText(call.query, 'name', row.name));
    return listReply(
      call,
      'roles',
      rows.map(row => roleView(row, call.origin)),
    );
  });

  const wanted = (
    call: Call,
    scope: Wanted['scope'],
    actor: Wanted['actor'],
  ): Omit<Wanted, 'roleId'> => {
    const { scopeId, actorId } = call.params;
    if (scope === 'project' && !projects.get(scopeId)) {
      throw notFound('project', scopeId);
    }
    if (scope === 'domain' && !domains.get(scopeId)) {
      throw notFound('domain', scopeId);
    }
    const known = actor === 'user' ? users.get(actorId) : groups.get(actorId);
    if (!known) {
      throw notFound(actor, actorId);
    }
    return {
      actor,
      actorId,
      scope,
      scopeId: scope === 'system' ? 'all' : scopeId,
    };
  };
  const same = (row: AssignmentRow, other: Omit<Wanted, 'roleId'>) =>
    row.actor === other.actor &&
    row.actorId === other.actorId &&
    row.scope === other.scope;

  const grantRoutes = (
    base: string,
    scope: Wanted['scope'],
    actor: Wanted['actor'],
  ) => {
    routes.get(base, (call, access) => {
      requireAdmin(access, 'identity:list_grants');
      const subject = wanted(call, scope, actor);
      const rows = assignments
        .by('scope', subject.scopeId)
        .filter(row => same(row, subject))
        .map(row => roles.get(row.roleId))
        .filter(row => row !== undefined);
      return listReply(
        call,
        'roles',
        rows.map(row => roleView(row, call.origin)),
      );
    });

    const grant = (call: Call): Wanted => {
      if (!roles.get(call.params.roleId)) {
        throw notFound('role', call.params.roleId);
      }
      return { ...wanted(call, scope, actor), roleId: call.params.roleId };
    };
    const existing = (subject: Wanted) =>
      assignments
        .by('scope', subject.scopeId)
        .find(row => same(row, subject) && row.roleId === subject.roleId);

    routes.put(`${base}/:roleId`, (call, access) => {
      requireAdmin(access, 'identity:create_grant');
      const subject = grant(call);
      if (!existing(subject)) {
        assignments.insert({ id: newHex(), ...subject });
      }
      return reply(204);
    });
    routes.get(`${base}/:roleId`, (call, access) => {
      requireAdmin(access, 'identity:check_grant');
      const subject = grant(call);
      if (!existing(subject)) {
        throw new ApiError(
          404,
          `Could not find role assignment with role: ${subject.roleId}, user or group: ${subject.actorId}, project, domain, or system: ${subject.scopeId}.`,
        );
      }
      return reply(204);
    });
    routes.delete(`${base}/:roleId`, (call, access) => {
      requireAdmin(access, 'identity:revoke_grant');
      const subject = grant(call);
      const row = existing(subject);
      if (!row) {
        throw new ApiError(
          404,
          `Could not find role assignment with role: ${subject.roleId}, user or group: ${subject.actorId}, project, domain, or system: ${subject.scopeId}.`,
        );
      }
      assignments.delete(row.id);
      return reply(204);
    });
  };

  for (const actor of ['user', 'group'] as const) {
    const tail = `${actor}s/:actorId/roles`;
    grantRoutes(`/v3/projects/:scopeId/${tail}`, 'project', actor);
    grantRoutes(`/v3/domains/:scopeId/${tail}`, 'domain', actor);
    grantRoutes(`/v3/system/${tail}`, 'system', actor);
  }
}
