import type { InstanceStatus } from '@ironstage/plugin-infra-common';
import type { InstanceActionName } from '@ironstage/plugin-infra-node';
import type { WireServer } from './types';

/** What the state of a server means here. */
export interface ServerState {
  status: InstanceStatus;
  /** false while Nova is at work */
  settled: boolean;
  /** what may be asked for now; `start` stands for whatever makes it run on */
  may: readonly InstanceActionName[];
  /** how `start` is done, where that is not `os-start` */
  start?: StartAction;
  /** why the rest may not, for a person; ends without a full stop */
  because: string;
}

/** Actions of Nova that make a server run on. */
export type StartAction = 'unpause' | 'resume' | 'unshelve';

const lasting = (
  status: InstanceStatus,
  may: readonly InstanceActionName[],
  because: string,
  start?: StartAction,
): ServerState => ({
  status,
  settled: true,
  may,
  because,
  ...(start && { start }),
});

/**
 * Nova's `vm_state`. Which of them an action needs is written at its method in `nova/compute/api.py`
 * (`check_instance_state`) and, for reboots, in `nova/compute/vm_states.py`. Read against the development branch of
 * 2026.2: `InstanceState` of `nova/objects/fields.py` has no others.
 */
export const VM_STATES: Readonly<Record<string, ServerState>> = {
  building: {
    status: 'building',
    // between scheduling and networking Nova has no task, and yet it is at work
    settled: false,
    may: [],
    because: 'it is being built',
  },
  active: lasting(
    'active',
    ['shutdown', 'stop', 'reboot', 'reset', 'resize', 'snapshot', 'rebuild'],
    'it runs',
  ),
  stopped: lasting(
    'stopped',
    ['start', 'reset', 'resize', 'snapshot', 'rebuild'],
    'it is off',
  ),
  paused: lasting(
    'paused',
    ['start', 'reset', 'snapshot'],
    'it is paused; start it, and it goes on',
    'unpause',
  ),
  suspended: lasting(
    'suspended',
    ['start', 'reset', 'snapshot'],
    'its memory lies on disk; start it, and it goes on',
    'resume',
  ),
  shelved: lasting(
    'shelved',
    ['start'],
    'it is shelved; start it, and it runs again',
    'unshelve',
  ),
  shelved_offloaded: lasting(
    'shelved',
    ['start'],
    'it is shelved and has no host; start it, and a host is looked for',
    'unshelve',
  ),
  rescued: lasting(
    'rescue',
    [],
    'it runs from another disk to be repaired; who repairs it has to end the rescue first',
  ),
  resized: lasting(
    'changing',
    ['confirm-resize', 'revert-resize'],
    'its resize waits to be confirmed or reverted',
  ),
  error: lasting(
    'error',
    ['shutdown', 'stop', 'reset', 'rebuild'],
    'something went wrong with it; reset or rebuild it, or delete it',
  ),
  'soft-delete': lasting(
    'deleted',
    [],
    'it is deleted and kept for a while in case somebody wants it back',
  ),
  deleted: lasting('deleted', [], 'it is deleted'),
};

/** Something that Nova is at. */
interface Task {
  because: string;
  /** the server goes on as it is meanwhile */
  beside?: true;
  /** a hard reboot may cut it short (`ALLOW_REBOOT`) */
  yields?: true;
}

const REBOOTING: Task = { because: 'it is being rebooted', yields: true };
const RESETTING: Task = { because: 'it is being reset' };
const IMAGING: Task = {
  because: 'an image is being made of it',
  beside: true,
};
const MOVING: Task = { because: 'it is being resized or moved' };
const REBUILDING: Task = { because: 'it is being rebuilt' };
const SHELVING: Task = { because: 'it is being shelved' };

/** Nova's `task_state`, all of them. Source: `nova/compute/task_states.py`; what yields is its `ALLOW_REBOOT`. */
export const TASK_STATES: Readonly<Record<string, Task>> = {
  scheduling: { because: 'a host is being looked for' },
  block_device_mapping: { because: 'its disks are being attached' },
  networking: { because: 'its network is being set up' },
  spawning: { because: 'it is being started on its host' },
  image_snapshot: IMAGING,
  image_snapshot_pending: IMAGING,
  image_pending_upload: IMAGING,
  image_uploading: IMAGING,
  image_backup: IMAGING,
  updating_password: { because: 'its password is being set', beside: true },
  resize_prep: MOVING,
  resize_migrating: MOVING,
  resize_migrated: MOVING,
  resize_finish: MOVING,
  resize_reverting: { because: 'its resize is being reverted' },
  resize_confirming: { because: 'its resize is being confirmed' },
  rebooting: REBOOTING,
  reboot_pending: REBOOTING,
  reboot_started: REBOOTING,
  rebooting_hard: { ...RESETTING, yields: true },
  reboot_pending_hard: RESETTING,
  reboot_started_hard: RESETTING,
  pausing: { because: 'it is being paused', yields: true },
  unpausing: { because: 'it is being started again', yields: true },
  suspending: { because: 'its memory is being written to disk', yields: true },
  resuming: { because: 'its memory is being read from disk', yields: true },
  'powering-off': { because: 'it is being switched off' },
  'powering-on': { because: 'it is being started' },
  rescuing: { because: 'it is being booted from another disk' },
  unrescuing: { because: 'it is being booted from its own disk again' },
  rebuilding: REBUILDING,
  rebuild_block_device_mapping: REBUILDING,
  rebuild_spawning: REBUILDING,
  migrating: { because: 'it is being moved to another host' },
  deleting: { because: 'it is being deleted' },
  'soft-deleting': { because: 'it is being deleted' },
  restoring: { because: 'it is being brought back after its deletion' },
  shelving: SHELVING,
  shelving_image_pending_upload: SHELVING,
  shelving_image_uploading: SHELVING,
  shelving_offloading: SHELVING,
  unshelving: { because: 'it is being taken from the shelf' },
};

/** `vm_state` by the status that stands for it, where an operator hides the former. */
const BY_STATUS: Readonly<Record<string, string>> = {
  BUILD: 'building',
  ACTIVE: 'active',
  SHUTOFF: 'stopped',
  PAUSED: 'paused',
  SUSPENDED: 'suspended',
  SHELVED: 'shelved',
  SHELVED_OFFLOADED: 'shelved_offloaded',
  RESCUE: 'rescued',
  VERIFY_RESIZE: 'resized',
  ERROR: 'error',
  SOFT_DELETED: 'soft-delete',
  DELETED: 'deleted',
};

/** Statuses that stand for a task. Source: `_STATE_MAP` of `nova/api/openstack/common.py`. */
const TASK_BY_STATUS: Readonly<Record<string, string>> = {
  REBUILD: 'rebuilding',
  REBOOT: 'rebooting',
  HARD_REBOOT: 'rebooting_hard',
  RESIZE: 'resize_migrating',
  REVERT_RESIZE: 'resize_reverting',
  MIGRATING: 'migrating',
  PASSWORD: 'updating_password',
};

/**
 * What the state of a server means. A status alone proves nothing: Nova shows ACTIVE with a
 * task while it works, and BUILD without one between two stages.
 */
export function serverState(
  server: Pick<
    WireServer,
    'status' | 'OS-EXT-STS:vm_state' | 'OS-EXT-STS:task_state'
  >,
): ServerState {
  const status = server.status.toUpperCase();
  const vmState = server['OS-EXT-STS:vm_state'] || BY_STATUS[status];
  const task = server['OS-EXT-STS:task_state'] || TASK_BY_STATUS[status];
  const state = VM_STATES[vmState ?? (task ? 'active' : '')] ?? {
    status: 'unknown',
    settled: false,
    may: [],
    because: `its state "${vmState ?? server.status}" is not known here`,
  };
  if (!task) {
    return state;
  }
  const known = TASK_STATES[task] ?? {
    because: `Nova is at work on it (${task})`,
  };
  const keeps = known.beside || ['building', 'error'].includes(state.status);
  return {
    status: keeps ? state.status : 'changing',
    settled: false,
    may: state.may.filter(action => action === 'reset' && known.yields),
    because: known.because,
  };
}
