import type { InstanceState } from '@ironstage/plugin-infra-node';
import { clip } from '@ironstage/plugin-infra-node';

/** What Nova says when no host took the server. */
const NO_ROOM = /No valid host was found|Exhausted all hosts available/i;
/** What it says when the network had no address left. */
const NO_ADDRESS = /No fixed IP addresses available/i;

/** Nova's fault → whose matter it is, in a sentence. */
export function toFault(
  provider: string,
  fault: { message: string } | undefined,
): NonNullable<InstanceState['fault']> {
  const detail = clip((fault?.message ?? '').trim(), 1000);
  if (NO_ROOM.test(detail)) {
    return {
      class: 'capacity',
      message: `No host of ${provider} has room for this instance right now.`,
      detail,
    };
  }
  if (NO_ADDRESS.test(detail)) {
    return {
      class: 'capacity',
      message: `The network at ${provider} has no address left for this instance.`,
      detail,
    };
  }
  return {
    class: 'provider',
    message: `${provider} could not build the instance.`,
    detail: detail || 'Nova gave no reason.',
  };
}
