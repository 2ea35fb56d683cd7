import {
  clip,
  type InstanceActionName,
  type InstanceActionProgress,
} from '@ironstage/plugin-infra-node';
import type { WireActionEvents } from '../client/compute/actions/types';
import { serverState } from '../client/compute/servers/states';
import type { WireServer } from '../client/compute/servers/types';
import { PLANS } from './actionPlan';
import { toFault } from './InstanceFault';

/**
 * What the last part of an action is called; parts before it belong to the scheduler. It is one of a host, but
 * for the snapshot of a server that boots from a volume, which Nova's API makes by itself.
 */
const LAST = /^(compute_|api_snapshot_instance$)/;

function hasFailed(record: WireActionEvents): boolean {
  return (
    record.message === 'Error' ||
    record.events.some(event => event.result === 'Error')
  );
}

function isOver(record: WireActionEvents): boolean {
  return (
    record.events.some(event => LAST.test(event.event)) &&
    record.events.every(event => event.finish_time)
  );
}

/** The words of what went wrong: newer Novas have them, older ones a traceback that ends in them. */
function reasonOf(record: WireActionEvents, server: WireServer): string {
  const failed = record.events.find(event => event.result === 'Error');
  const traceback = (failed?.traceback ?? '').trim().split('\n').pop() ?? '';
  return (
    failed?.details ||
    traceback.replace(/^[\w.]+: /, '') ||
    server.fault?.message ||
    ''
  );
}

/** Actions whose name does not go before "the instance". */
const WORDS: Partial<Record<InstanceActionName, string>> = {
  shutdown: 'shut down',
  'confirm-resize': 'confirm the resize of',
  'revert-resize': 'revert the resize of',
  snapshot: 'take a snapshot of',
};

/** What an action does, to go before "the instance". */
export const wordsOf = (action: InstanceActionName): string =>
  WORDS[action] ?? action;

/**
 * How far an action has got. Neither the server nor Nova's record of the action tells alone: just after
 * the answer the server looks as it did before, and between two parts the record looks finished. A
 * resize that the first host refused and the second took is recorded as an error and is none.
 */
export function progressOf(
  provider: string,
  action: InstanceActionName,
  server: WireServer,
  record: WireActionEvents | undefined,
): InstanceActionProgress {
  const { goals } = PLANS[action];
  const condition = serverState(server);
  const status = server.status.toUpperCase();
  if (!condition.settled) {
    const task = server['OS-EXT-STS:task_state'] ?? server.status;
    return {
      settled: false,
      message: task.toLowerCase().replace(/_/g, ' '),
    };
  }
  const reached = goals?.includes(status) ?? false;
  if (reached) {
    return { settled: true };
  }
  if (record && hasFailed(record)) {
    const reason = clip(reasonOf(record, server).trim(), 1000);
    const fault = toFault(provider, { message: reason });
    return {
      settled: true,
      fault: {
        ...fault,
        ...(fault.class === 'provider' && {
          message: `${provider} could not ${wordsOf(action)} the instance.`,
        }),
      },
    };
  }
  if (status === 'ERROR') {
    return {
      settled: true,
      fault: {
        ...toFault(provider, server.fault),
        message: `The instance is in an error state at ${provider} after this.`,
      },
    };
  }
  return !record || isOver(record)
    ? { settled: true }
    : { settled: false, message: 'waiting for the host' };
}
