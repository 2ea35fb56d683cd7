import type { InstanceStatus } from '@ironstage/plugin-infra-common';
import type { WireServer } from './types';

const STEADY: Record<string, InstanceStatus> = {
  ACTIVE: 'active',
  SHUTOFF: 'stopped',
  SHELVED: 'stopped',
  SHELVED_OFFLOADED: 'stopped',
  PAUSED: 'paused',
  SUSPENDED: 'paused',
  ERROR: 'error',
  DELETED: 'deleted',
  SOFT_DELETED: 'deleted',
  // waits for a person: confirm the resize, end the rescue
  VERIFY_RESIZE: 'changing',
  RESCUE: 'changing',
};

const PASSING: Record<string, InstanceStatus> = {
  BUILD: 'building',
  REBUILD: 'changing',
  REBOOT: 'changing',
  HARD_REBOOT: 'changing',
  RESIZE: 'changing',
  REVERT_RESIZE: 'changing',
  MIGRATING: 'changing',
  PASSWORD: 'changing',
};

/** What Nova's status and task say. */
export interface ServerCondition {
  status: InstanceStatus;
  /** false while Nova is at work */
  settled: boolean;
}

/**
 * Reads the condition of a server. A status alone proves nothing: Nova shows ACTIVE with a
 * task while it works, and BUILD without one between two stages.
 */
export function conditionOf(server: WireServer): ServerCondition {
  const status = server.status.toUpperCase();
  const busy = Boolean(server['OS-EXT-STS:task_state']);
  if (PASSING[status]) {
    return { status: PASSING[status], settled: false };
  }
  const steady = STEADY[status] ?? 'unknown';
  if (steady === 'error' || steady === 'deleted') {
    return { status: steady, settled: !busy };
  }
  return busy
    ? { status: 'changing', settled: false }
    : { status: steady, settled: steady !== 'unknown' };
}
