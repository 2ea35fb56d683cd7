import type { MachineActionName } from '@ironstage/plugin-infra-node';
import { nodeStatus } from '../client/machines/status';
import type { WireMachine } from '../client/machines/types';

/**
 * What MAAS does by the management controller. Without one it answers 200 to a switch and nothing happens, and
 * a commissioning waits for a person, or for `abort`, for ever.
 */
const BY_POWER: readonly MachineActionName[] = [
  'commission',
  'power-on',
  'power-off',
];

/** Whether MAAS cannot switch the machine itself. */
export const isManual = (machine: Pick<WireMachine, 'power_type'>) =>
  machine.power_type === 'manual' || !machine.power_type;

/** Why MAAS would not do it, behind the machine's name; undefined when it would. */
export function whyNot(
  machine: Pick<WireMachine, 'status' | 'power_type' | 'owner'>,
  action: MachineActionName,
): string | undefined {
  const { may, held, status, whyNot: because } = nodeStatus(machine.status);
  if (BY_POWER.includes(action) && isManual(machine)) {
    return action === 'commission'
      ? 'is switched by hand: MAAS would wait for it without an end; commission it in MAAS while you stand at it'
      : 'is switched by hand: MAAS has no management controller for it; switch it where it stands';
  }
  if (action === 'mark-broken' && !held && status !== 'broken') {
    return 'belongs to nobody, and MAAS lets only the owner of a machine mark it as broken: allocate it first';
  }
  if (action === 'release' && status === 'broken' && !machine.owner) {
    return 'is broken and belongs to nobody: mark it as fixed';
  }
  return action === 'unlock' || may.includes(action) ? undefined : because;
}
