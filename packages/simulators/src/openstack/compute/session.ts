import type { Access } from '../access';
import { policy } from './errors';

/** Who calls Nova, at which microversion. */
export interface ComputeSession {
  access: Access;
  /** 93 for 2.93. */
  minor: number;
}

/** Refuses everybody but admins, naming the rule as Nova does. */
export function requireAdmin(session: ComputeSession, rule: string): void {
  if (!session.access.admin) {
    throw policy(
      rule.startsWith('os_compute_api') ? rule : `os_compute_api:${rule}`,
    );
  }
}

/** The project somebody acts in; without one there is nothing to own. */
export function requireProject(session: ComputeSession, rule: string): string {
  const { projectId } = session.access;
  if (!projectId) {
    throw policy(`os_compute_api:${rule}`);
  }
  return projectId;
}
