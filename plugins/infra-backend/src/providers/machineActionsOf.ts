import {
  MACHINE_ACTION_TYPES,
  type MachineActionType,
} from '@ironstage/plugin-infra-common';
import type {
  InfraProvider,
  MachineActionName,
} from '@ironstage/plugin-infra-node';

/** What a provider must be able to do for an operation; all of them. */
export const MACHINE_ACTIONS_OF: Record<
  MachineActionType,
  readonly MachineActionName[]
> = {
  'machine.deploy': ['deploy', 'release'],
  'machine.release': ['release'],
  'machine.rebuild': ['release', 'deploy'],
  'machine.commission': ['commission'],
  'machine.power-on': ['power-on'],
  'machine.power-off': ['power-off'],
  'machine.lock': ['lock'],
  'machine.unlock': ['unlock'],
  'machine.mark-broken': ['mark-broken'],
  'machine.mark-fixed': ['mark-fixed'],
  'machine.abort': ['abort'],
};

/** Operation types that may be asked for about a machine at a provider. */
export function machineActionsOf({
  machines,
}: Pick<InfraProvider, 'machines'>): MachineActionType[] {
  return MACHINE_ACTION_TYPES.filter(type =>
    MACHINE_ACTIONS_OF[type].every(action =>
      machines?.supported.includes(action),
    ),
  );
}
