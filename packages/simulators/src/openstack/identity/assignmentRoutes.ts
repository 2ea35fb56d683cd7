import type { Json } from '../../kernel/json';
import type { RouteTable } from '../../kernel/http/types';
import type { Access } from '../access';
import { flag } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import { requireReader } from './errors';
import { impliedRoleIds } from './grants';
import { listReply } from './lists';
import type { AssignmentRow } from './rows';

interface Entry {
  row: AssignmentRow;
  userId?: string;
  groupId?: string;
  roleId: string;
  /** The role this one is implied by. */
  prior?: string;
}

/** Groups become their members, roles bring those they imply. */
function effective(
  rows: readonly AssignmentRow[],
  context: OpenStackContext,
): Entry[] {
  return rows.flatMap(row => {
    const userIds =
      row.actor === 'user'
        ? [row.actorId]
        : context.tables.groups.get(row.actorId)?.members ?? [];
    return userIds.flatMap(userId => [
      { row, userId, roleId: row.roleId },
      ...impliedRoleIds(row.roleId, context).map(roleId => ({
        row,
        userId,
        roleId,
        prior: row.roleId,
      })),
    ]);
  });
}

function direct(row: AssignmentRow): Entry {
  return row.actor === 'user'
    ? { row, userId: row.actorId, roleId: row.roleId }
    : { row, groupId: row.actorId, roleId: row.roleId };
}

function view(
  entry: Entry,
  origin: string,
  names: boolean,
  context: OpenStackContext,
): Json {
  const { users, groups, roles, projects, domains } = context.tables;
  const { row } = entry;
  const base = `${origin}/identity/v3`;
  const scopePath =
    row.scope === 'system' ? 'system' : `${row.scope}s/${row.scopeId}`;
  const named = (id: string, name?: string, domainId?: string): Json =>
    names
      ? {
          id,
          name,
          ...(domainId
            ? { domain: { id: domainId, name: domains.get(domainId)?.name } }
            : {}),
        }
      : { id };
  const scopes: Record<AssignmentRow['scope'], () => Json> = {
    system: () => ({ system: { all: true } }),
    domain: () => ({
      domain: named(row.scopeId, domains.get(row.scopeId)?.name),
    }),
    project: () => {
      const project = projects.get(row.scopeId);
      return {
        project: named(row.scopeId, project?.name, project?.domainId),
      };
    },
  };
  const user = entry.userId ? users.get(entry.userId) : undefined;
  const group = entry.groupId ? groups.get(entry.groupId) : undefined;
  return {
    links: {
      assignment: `${base}/${scopePath}/${row.actor}s/${row.actorId}/roles/${row.roleId}`,
      ...(entry.prior
        ? {
            prior_role: `${base}/prior_role/${entry.roleId}/implies/${entry.prior}`,
          }
        : {}),
    },
    scope: scopes[row.scope](),
    ...(entry.userId
      ? { user: named(entry.userId, user?.name, user?.domainId) }
      : {}),
    ...(entry.groupId
      ? { group: named(entry.groupId, group?.name, group?.domainId) }
      : {}),
    role: named(entry.roleId, roles.get(entry.roleId)?.name),
  };
}

/** `GET /v3/role_assignments`: all members of a project in one call. */
export function assignmentRoutes(
  routes: RouteTable<Access>,
  context: OpenStackContext,
): void {
  const { assignments } = context.tables;
  routes.get('/v3/role_assignments', (call, access) => {
    requireReader(access, 'identity:list_role_assignments');
    const { query } = call;
    const projectId = query.get('scope.project.id');
    const domainId = query.get('scope.domain.id');
    const scopeId = projectId ?? domainId;
    const scoped = scopeId
      ? assignments.by('scope', scopeId)
      : assignments.all();
    const rows = scoped.filter(
      row =>
        (!projectId || row.scope === 'project') &&
        (!domainId || row.scope === 'domain') &&
        (!query.has('scope.system') || row.scope === 'system'),
    );
    const entries = flag(query, 'effective')
      ? effective(rows, context)
      : rows.map(direct);
    const wanted = (key: string, value?: string) =>
      !query.has(key) || query.get(key) === value;
    return listReply(
      call,
      'role_assignments',
      entries
        .filter(
          entry =>
            wanted('user.id', entry.userId) &&
            wanted('group.id', entry.groupId) &&
            wanted('role.id', entry.roleId),
        )
        .map(entry =>
          view(entry, call.origin, flag(query, 'include_names'), context),
        ),
    );
  });
}
