import { forbidden, noMatch } from '../http/reply';
import type { MaasCall } from '../http/resource';
import type { MaasContext } from '../MaasContext';
import type { NodeRow, UserRow } from '../rows';

/**
 * What a caller wants to do: see it; change it; change it even if locked; do
 * what administrators do.
 */
export type Wish = 'view' | 'edit' | 'lock' | 'admin';

export function sees(user: UserRow, node: NodeRow): boolean {
  return user.admin || node.owner === null || node.owner === user.id;
}

function may(user: UserRow, node: NodeRow, wish: Wish): boolean {
  switch (wish) {
    case 'view':
    case 'lock':
      return sees(user, node);
    case 'edit':
      return sees(user, node) && !node.locked;
    default:
      return user.admin && !node.locked;
  }
}

/** The machine of a request; 404 if there is none, 403 if it isn't allowed. */
export function machineOf(
  call: MaasCall,
  context: MaasContext,
  wish: Wish,
): NodeRow {
  const node = context.tables.nodes.get(call.params.system_id);
  if (!node || node.nodeType !== 0) {
    throw noMatch('Machine');
  }
  if (!may(call.user, node, wish)) {
    throw forbidden();
  }
  return node;
}

export function visibleMachines(
  user: UserRow,
  context: MaasContext,
): readonly NodeRow[] {
  const machines = context.tables.nodes.by('kind', 'machine');
  return user.admin ? machines : machines.filter(node => sees(user, node));
}
