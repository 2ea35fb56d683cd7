const byVmState: Record<string, string> = {
  building: 'BUILD',
  active: 'ACTIVE',
  stopped: 'SHUTOFF',
  paused: 'PAUSED',
  suspended: 'SUSPENDED',
  rescued: 'RESCUE',
  resized: 'VERIFY_RESIZE',
  shelved: 'SHELVED',
  shelved_offloaded: 'SHELVED_OFFLOADED',
  'soft-delete': 'SOFT_DELETED',
  deleted: 'DELETED',
  error: 'ERROR',
};

const byTask: Record<string, Record<string, string>> = {
  active: {
    rebooting: 'REBOOT',
    rebooting_hard: 'HARD_REBOOT',
    updating_password: 'PASSWORD',
    rebuilding: 'REBUILD',
    migrating: 'MIGRATING',
    resize_prep: 'RESIZE',
    resize_migrating: 'RESIZE',
    resize_migrated: 'RESIZE',
    resize_finish: 'RESIZE',
  },
  stopped: {
    rebooting_hard: 'HARD_REBOOT',
    rebuilding: 'REBUILD',
    resize_prep: 'RESIZE',
    resize_migrating: 'RESIZE',
    resize_migrated: 'RESIZE',
    resize_finish: 'RESIZE',
  },
  resized: { resize_reverting: 'REVERT_RESIZE' },
  error: { rebuilding: 'REBUILD' },
};

/** The status on the wire; follows nova/api/openstack/common.py. */
export function statusOf(vmState: string, taskState: string | null): string {
  return (
    (taskState !== null ? byTask[vmState]?.[taskState] : undefined) ??
    byVmState[vmState] ??
    'UNKNOWN'
  );
}

export const knownStatuses: ReadonlySet<string> = new Set([
  ...Object.values(byVmState),
  ...Object.values(byTask).flatMap(tasks => Object.values(tasks)),
]);
