import type {
  InstanceAction,
  InstanceActionName,
} from '@ironstage/plugin-infra-node';
import type { StartAction } from '../client/compute/servers/states';
import type { WireServer } from '../client/compute/servers/types';

/** How Nova does one of our actions. */
export interface ActionPlan {
  /** names among the instance actions */
  names: readonly string[];
  /** states of the server in which there is nothing (more) to do; an action without can be done again at any time */
  goals?: readonly string[];
}

/**
 * Nova has one way to switch a server off: it asks the guest, and pulls the plug when the guest has
 * not gone down after a while (60 s, unless the operator or the image's `os_shutdown_timeout` says
 * otherwise). So `shutdown` and `stop` are the same here.
 */
export const PLANS: Record<InstanceActionName, ActionPlan> = {
  start: {
    names: ['start', 'unpause', 'resume', 'unshelve'],
    goals: ['ACTIVE'],
  },
  shutdown: { names: ['stop'], goals: ['SHUTOFF'] },
  stop: { names: ['stop'], goals: ['SHUTOFF'] },
  reboot: { names: ['reboot'] },
  reset: { names: ['reboot'] },
  resize: { names: ['resize'], goals: ['VERIFY_RESIZE'] },
  'confirm-resize': {
    names: ['confirmResize'],
    goals: ['ACTIVE', 'SHUTOFF'],
  },
  'revert-resize': { names: ['revertResize'], goals: ['ACTIVE', 'SHUTOFF'] },
  snapshot: { names: ['createImage'] },
  rebuild: { names: ['rebuild'] },
};

/** Nova takes new metadata only in these states, whatever it is at (`update_instance_metadata`, nova/compute/api.py). */
const TAKES_METADATA = ['active', 'paused', 'suspended', 'stopped'];

/** True when the server takes a mark. */
export function takesMark(server: WireServer): boolean {
  return TAKES_METADATA.includes(server['OS-EXT-STS:vm_state'] ?? '');
}

/**
 * Body of the action for Nova; snapshots are asked for in another way.
 *
 * @param start - what makes the server run on in the state that it is in
 */
export function bodyOf(
  action: Exclude<InstanceAction, { type: 'snapshot' }>,
  metadata: Record<string, string>,
  start: StartAction | undefined,
): Record<string, unknown> {
  switch (action.type) {
    case 'start':
      return { [start ?? 'os-start']: null };
    case 'shutdown':
    case 'stop':
      return { 'os-stop': null };
    case 'reboot':
      return { reboot: { type: 'SOFT' } };
    case 'reset':
      return { reboot: { type: 'HARD' } };
    case 'resize':
      return { resize: { flavorRef: action.flavorExternalId } };
    case 'confirm-resize':
      return { confirmResize: null };
    case 'revert-resize':
      return { revertResize: null };
    case 'rebuild':
      return {
        rebuild: {
          imageRef: action.imageExternalId,
          // the mark becomes true together with the action
          metadata,
          ...(action.userData !== undefined && {
            user_data: Buffer.from(action.userData, 'utf8').toString('base64'),
          }),
        },
      };
    default:
      return action satisfies never;
  }
}
