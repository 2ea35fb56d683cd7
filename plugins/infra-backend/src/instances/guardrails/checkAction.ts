import type { Problem } from '@ironstage/plugin-infra-common';
import type {
  InfraProvider,
  InstanceActionName,
} from '@ironstage/plugin-infra-node';
import { problem } from '../../operations/problem';

/** What can't be done, in words. */
const WORDS: Record<string, string> = {
  start: 'start instances',
  shutdown: 'ask instances to shut down, only switch them off with force,',
  stop: 'switch instances off with force',
  reboot: 'ask instances to reboot, only reset them with force,',
  reset: 'reset instances with force',
  resize: 'resize instances',
  snapshot: 'take snapshots of instances',
  rebuild: 'rebuild instances',
};

/** Whether the portal can have a provider do this. */
export function checkAction(
  provider: InfraProvider,
  action: InstanceActionName,
): Problem[] {
  const can =
    provider.instances &&
    provider.instanceActions?.supported.includes(action) === true;
  return can
    ? []
    : [
        problem(
          'ref',
          `The portal can't ${WORDS[action] ?? action} at ${provider.title}.`,
          'policy',
        ),
      ];
}
