import type { InstanceStatus } from '@ironstage/plugin-infra-common';
import type { InstanceActionName } from '@ironstage/plugin-infra-node';
import type { GuestType } from './types';

/** What a state of Proxmox VE means here. */
export interface GuestState {
  status: InstanceStatus;
  /** what may be asked for now; `start` stands for whatever makes it run on */
  may: readonly InstanceActionName[];
  /** how `start` is done, where that is not the start button */
  start?: 'resume';
  /** why the rest may not, for a person; ends without a full stop */
  because: string;
  /** true when it passes by itself, so that asking again helps */
  passing: boolean;
}

const ALL: readonly InstanceActionName[] = [
  'shutdown',
  'stop',
  'reboot',
  'reset',
  'resize',
  'snapshot',
];
const STOPPED: readonly InstanceActionName[] = [
  'start',
  'shutdown',
  'stop',
  'resize',
  'snapshot',
];
/** Its processors stand still, so it answers to no button but those that need no answer. */
const HALTED: readonly InstanceActionName[] = ['start', 'stop', 'reset'];

const lasting = (
  status: InstanceStatus,
  may: readonly InstanceActionName[],
  because: string,
  start?: 'resume',
): GuestState => ({
  status,
  may,
  because,
  passing: false,
  ...(start && { start }),
});

const passing = (
  because: string,
  may: readonly InstanceActionName[] = [],
  status: InstanceStatus = 'changing',
  start?: 'resume',
): GuestState => ({
  status,
  may,
  because,
  passing: true,
  ...(start && { start }),
});

const RUNNING = lasting('active', ['start', ...ALL], 'it runs');
const OFF = lasting('stopped', STOPPED, 'it is off');
const UNKNOWN = lasting(
  'unknown',
  [],
  'its node does not tell how it is; ask again when the node answers',
);

/**
 * States of QEMU (`qmpstatus`, which lists give as `status`) and of Proxmox VE itself.
 * Source: `RunState` of QEMU's QMP reference; which of them `qm resume` mends is its `cont` command's.
 */
export const QEMU_STATES: Readonly<Record<string, GuestState>> = {
  running: RUNNING,
  stopped: OFF,
  unknown: UNKNOWN,
  paused: lasting(
    'paused',
    [...HALTED, 'snapshot'],
    'it is paused; start it, and it goes on',
    'resume',
  ),
  suspended: lasting(
    'paused',
    [...HALTED, 'snapshot'],
    'it sleeps; start it, and it wakes up',
    'resume',
  ),
  debug: lasting(
    'paused',
    HALTED,
    'a debugger has stopped it; start it, and it goes on',
    'resume',
  ),
  'io-error': lasting(
    'error',
    HALTED,
    'its storage is full or away and a disk failed; mend that and start it, and it goes on',
    'resume',
  ),
  watchdog: lasting(
    'error',
    HALTED,
    'its watchdog has stopped it; start it to go on, or reset it',
    'resume',
  ),
  'internal-error': lasting(
    'error',
    ['stop', 'reset'],
    'the hypervisor met an error in it; reset it, or stop and start it',
  ),
  'guest-panicked': lasting(
    'error',
    ['stop', 'reset'],
    'its operating system has crashed; reset it, or stop and start it',
  ),
  shutdown: passing(
    'it has shut down, and its process is about to end; stop it if it does not',
    ['stop', 'reset'],
  ),
  prelaunch: passing(
    'it is being started, or waits with its processors frozen; start it to let it run',
    HALTED,
    'changing',
    'resume',
  ),
  preconfig: passing('it is being started', ['stop']),
  inmigrate: passing('it is being moved to another node'),
  postmigrate: passing('it has been moved to another node', ['stop']),
  'finish-migrate': passing('it is being moved to another node'),
  'restore-vm': passing('its memory is being read back from disk'),
  'save-vm': passing('its memory is being written to disk'),
  colo: passing('it is being kept in step with a second copy'),
};

/** Containers run or don't. */
export const LXC_STATES: Readonly<Record<string, GuestState>> = {
  running: RUNNING,
  stopped: OFF,
  unknown: UNKNOWN,
};

/** Of a guest that goes on as it is while something is done beside it. */
type Beside = Pick<GuestState, 'may' | 'because' | 'passing'>;

/**
 * Locks of a configuration (`lock`), which tell of work on the guest and forbid most else.
 * Source: the enumeration of `lock` in the API's schema of 9.2.3, for VMs and containers.
 */
export const LOCKS: Readonly<Record<string, GuestState | Beside>> = {
  backup: { may: [], because: 'it is being backed up', passing: true },
  fstrim: { may: [], because: 'its disk is being trimmed', passing: true },
  mounted: {
    may: ['stop'],
    because: 'its file system is mounted on the node; unmount it there',
    passing: false,
  },
  clone: passing('it is being cloned', [], 'building'),
  create: passing('it is being made', [], 'building'),
  migrate: passing('it is being moved to another node'),
  rollback: passing('it is being taken back to a snapshot'),
  snapshot: passing('a snapshot is being taken'),
  'snapshot-delete': passing('a snapshot is being deleted'),
  suspending: passing('its memory is being written to disk'),
  // the start button reads the memory back and takes the lock away
  suspended: lasting(
    'suspended',
    ['start'],
    'its memory lies on disk; start it, and it goes on',
  ),
  disk: passing('one of its disks is being worked on'),
  destroyed: passing('it is being deleted'),
};

const HA_FAILED = lasting(
  'error',
  [],
  'the high-availability manager has given up on it; an administrator has to disable and enable it there',
);

/** What the state of a guest means. @param status - `qmpstatus` where it is known, else `status` */
export function guestState(guest: {
  type: GuestType;
  status: string;
  lock?: string;
  hastate?: string;
}): GuestState {
  if (guest.hastate === 'error') {
    return HA_FAILED;
  }
  const states = guest.type === 'lxc' ? LXC_STATES : QEMU_STATES;
  const state =
    states[guest.status] ??
    lasting('unknown', [], `its state "${guest.status}" is not known here`);
  if (!guest.lock) {
    return state;
  }
  return {
    ...state,
    ...(LOCKS[guest.lock] ?? {
      may: [],
      because: `it is locked (${guest.lock})`,
      passing: true,
    }),
  };
}
