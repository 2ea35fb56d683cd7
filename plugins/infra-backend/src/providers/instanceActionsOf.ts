import {
  INSTANCE_ACTION_TYPES,
  type InstanceActionType,
} from '@ironstage/plugin-infra-common';
import type {
  InfraProvider,
  InstanceActionName,
} from '@ironstage/plugin-infra-node';

/** What a provider may be asked to do for an operation; one of them is enough to offer it. */
export const ACTIONS_OF: Record<
  InstanceActionType,
  readonly InstanceActionName[]
> = {
  'instance.start': ['start'],
  'instance.stop': ['shutdown', 'stop'],
  'instance.reboot': ['reboot', 'reset'],
  'instance.resize': ['resize'],
  'instance.snapshot': ['snapshot'],
  'instance.rebuild': ['rebuild'],
};

/** Operation types that may be asked for about an instance at a provider. */
export function instanceActionsOf(
  provider: InfraProvider,
): InstanceActionType[] {
  // without `instances` nobody could read the instance back afterwards
  const supported = provider.instances && provider.instanceActions?.supported;
  return INSTANCE_ACTION_TYPES.filter(type =>
    ACTIONS_OF[type].some(action => supported?.includes(action)),
  );
}
