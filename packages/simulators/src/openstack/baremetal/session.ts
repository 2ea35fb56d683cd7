import type { Access } from '../access';
import { denied } from './errors';
import type { NodeRow } from './rows';

/** What every handler of Ironic gets. */
export interface BaremetalSession {
  access: Access;
  minor: number;
}

/** Rules that ask for rights on the system as a whole, which administrators have. */
export function requireSystem({ access }: BaremetalSession, rule: string) {
  if (!access.admin && !access.systemReader) {
    throw denied(rule);
  }
}

/** Lists are for everybody with a role on a project, who then sees what is theirs. */
export function requireList({ access }: BaremetalSession, rule: string) {
  const allowed =
    access.admin ||
    access.systemReader ||
    (access.projectId !== undefined && access.roles.has('reader'));
  if (!allowed) {
    throw denied(rule);
  }
}

/** What a lessee may do is little: only the power is theirs to switch. */
export function requireAdmin({ access }: BaremetalSession, rule: string) {
  if (!access.admin) {
    throw denied(rule);
  }
}

/** True for those from whom a node's inner life is kept. */
export function seesLess({ access }: BaremetalSession): boolean {
  return !access.admin && !access.systemReader;
}

export function maySee(node: NodeRow, { access }: BaremetalSession): boolean {
  return (
    access.admin ||
    access.systemReader ||
    (access.projectId !== undefined &&
      (node.owner === access.projectId || node.lessee === access.projectId))
  );
}
