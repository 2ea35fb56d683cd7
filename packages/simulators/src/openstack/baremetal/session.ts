import type { Access } from '../access';
import type { OpenStackContext } from '../OpenStackContext';
import { denied } from './errors';
import type { NodeRow } from './rows';

/** What the policies of the release make of a caller's roles. */
interface Rights {
  /** sees every node, conductor and driver */
  reads: boolean;
  /** changes every node */
  writes: boolean;
}

/** What every handler of Ironic gets. */
export interface BaremetalSession {
  access: Access;
  minor: number;
  rights: Rights;
}

/**
 * With the defaults of Zed the role admin of any project is that of the whole cloud. In 2026.2 it is no more than
 * the project's; all is seen by the system's readers, and by the role `service` in the project `service`, which is
 * what `rbac_service_role_elevated_access = true` asks for. The same rule lets somebody read conductors and list
 * all nodes. Source: ironic/common/policy.py (SYSTEM_READER, service_role), 23.0 and 39.0; answers of the latter.
 */
export function rightsOf(access: Access, context: OpenStackContext): Rights {
  if (context.openstackRelease === 'zed') {
    return {
      reads: access.admin || access.systemReader,
      writes: access.admin,
    };
  }
  const project = context.tables.projects.get(access.projectId ?? '');
  const service = project?.name === 'service' && access.roles.has('service');
  return {
    reads: access.systemReader || service,
    writes: (access.systemReader && access.admin) || service,
  };
}

/** Rules that ask for rights on the system as a whole. */
export function requireSystem({ rights }: BaremetalSession, rule: string) {
  if (!rights.reads) {
    throw denied(rule);
  }
}

/** Lists are for everybody with a role on a project, who then sees what is theirs. */
export function requireList(
  { access, rights }: BaremetalSession,
  rule: string,
) {
  const allowed =
    rights.reads ||
    (access.projectId !== undefined && access.roles.has('reader'));
  if (!allowed) {
    throw denied(rule);
  }
}

/** What a lessee may do is little: only the power is theirs to switch. */
export function requireAdmin({ rights }: BaremetalSession, rule: string) {
  if (!rights.writes) {
    throw denied(rule);
  }
}

/** True for those from whom a node's inner life is kept. */
export function seesLess({ rights }: BaremetalSession): boolean {
  return !rights.reads;
}

export function maySee(
  node: NodeRow,
  { access, rights }: BaremetalSession,
): boolean {
  return (
    rights.reads ||
    (access.projectId !== undefined &&
      (node.owner === access.projectId || node.lessee === access.projectId))
  );
}
