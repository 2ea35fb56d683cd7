import type {
  InstanceActionType,
  Problem,
  Resource,
} from '@ironstage/plugin-infra-common';
import { problem } from '../../operations/problem';

/** States in which something can be asked for; `unknown` is left to the provider to decide. */
const ALLOWED: Record<InstanceActionType, readonly string[]> = {
  'instance.start': ['stopped', 'paused', 'suspended', 'shelved', 'unknown'],
  'instance.stop': ['active', 'paused', 'error', 'unknown'],
  'instance.reboot': ['active', 'unknown'],
  'instance.resize': ['active', 'stopped', 'unknown'],
  'instance.snapshot': ['active', 'stopped', 'paused', 'unknown'],
  'instance.rebuild': ['active', 'stopped', 'paused', 'error', 'unknown'],
};

/** What a reset helps out of where asking the guest does not. */
const FORCED_REBOOT = ['active', 'paused', 'error', 'unknown'];

const WHY: Partial<Record<InstanceActionType, Record<string, string>>> = {
  'instance.start': {
    active: 'runs already',
    error: 'is in an error state: reboot it with force',
  },
  'instance.stop': {
    stopped: 'is stopped already',
    suspended: 'is suspended and does not run',
    shelved: 'is shelved and does not run',
  },
  'instance.reboot': {
    stopped: 'is stopped: start it instead',
    paused: 'is paused and does not answer: reboot it with force',
    error: 'is in an error state: reboot it with force',
  },
  'instance.resize': {
    paused: 'is paused: stop it first',
    error: 'is in an error state: reboot it with force',
  },
  'instance.snapshot': {
    error: 'is in an error state: reboot it with force',
  },
};

const ANY: Record<string, string> = {
  building: 'is still being built: ask again when it runs',
  changing: 'is being changed at its provider: ask again when that is done',
  deleted: 'is deleted',
  suspended: 'is suspended: start it first',
  shelved: 'is shelved and holds no host: start it first',
  rescue: 'is in rescue mode: end the rescue at its provider first',
};

/**
 * Whether an instance is in a state for what is asked of it, as far as the inventory knows.
 *
 * @param force - a reboot that does not ask the guest
 */
export function checkState(
  row: Pick<Resource, 'name' | 'status'>,
  type: InstanceActionType,
  force: boolean,
): Problem[] {
  const allowed =
    force && type === 'instance.reboot' ? FORCED_REBOOT : ALLOWED[type];
  if (allowed.includes(row.status)) {
    return [];
  }
  const why =
    WHY[type]?.[row.status] ?? ANY[row.status] ?? `is ${row.status} now`;
  return [problem('ref', `${row.name} ${why}.`)];
}
