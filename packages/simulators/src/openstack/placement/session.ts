import { ApiError } from '../../kernel/http/types';
import type { Access } from '../access';

/** Who asks, and in which version. */
export interface PlacementSession {
  minor: number;
  requireAdmin(rule: string): void;
  /** Admin, or reader of the system. */
  requireReader(rule: string): void;
  /** Also any role on that very project. */
  requireProjectReader(rule: string, projectId: string): void;
}

/** What the caller may do. */
export function placementSession(
  access: Access,
  minor: number,
): PlacementSession {
  const refuse = (rule: string) =>
    new ApiError(403, `Policy does not allow ${rule} to be performed.`);
  const reader = access.admin || access.systemReader;
  return {
    minor,
    requireAdmin(rule) {
      if (!access.admin) {
        throw refuse(rule);
      }
    },
    requireReader(rule) {
      if (!reader) {
        throw refuse(rule);
      }
    },
    requireProjectReader(rule, projectId) {
      if (!reader && access.projectId !== projectId) {
        throw refuse(rule);
      }
    },
  };
}
