import type { OpenStackContext } from '../OpenStackContext';
import type { AssignmentRow } from './rows';

type Scope = Pick<AssignmentRow, 'scope' | 'scopeId'>;

const impliedNames: Record<string, string[]> = {
  admin: ['reader', 'member'],
  member: ['reader'],
};

/** Direct and group assignments of a user on a scope. */
function assignmentsOf(
  userId: string,
  scope: Scope,
  context: OpenStackContext,
): AssignmentRow[] {
  const { assignments, groups } = context.tables;
  return assignments
    .by('scope', scope.scopeId)
    .filter(
      row =>
        row.scope === scope.scope &&
        (row.actor === 'user'
          ? row.actorId === userId
          : groups.get(row.actorId)?.members.includes(userId)),
    );
}

/** Role ids of a user on a scope, implied ones included. */
export function roleIdsOf(
  userId: string,
  scope: Scope,
  context: OpenStackContext,
): string[] {
  const { roles } = context.tables;
  const ids = new Set<string>();
  for (const row of assignmentsOf(userId, scope, context)) {
    ids.add(row.roleId);
    const name = roles.get(row.roleId)?.name ?? '';
    for (const other of impliedNames[name] ?? []) {
      const found = roles.by('name', other)[0];
      if (found) {
        ids.add(found.id);
      }
    }
  }
  return [...ids];
}

export function impliedRoleIds(
  roleId: string,
  context: OpenStackContext,
): string[] {
  const { roles } = context.tables;
  return (impliedNames[roles.get(roleId)?.name ?? ''] ?? [])
    .map(name => roles.by('name', name)[0]?.id)
    .filter((id): id is string => id !== undefined);
}

/** Projects on which a user has any role. */
export function projectIdsOf(
  userId: string,
  context: OpenStackContext,
): string[] {
  const { assignments, groups } = context.tables;
  const ids = new Set<string>();
  const collect = (rows: readonly AssignmentRow[]) =>
    rows
      .filter(row => row.scope === 'project')
      .forEach(row => ids.add(row.scopeId));
  collect(assignments.by('actor', userId));
  for (const group of groups.all()) {
    if (group.members.includes(userId)) {
      collect(assignments.by('actor', group.id));
    }
  }
  return [...ids];
}
