import type { MachineState } from '@ironstage/plugin-infra-node';
import { OPERATION_KEY } from '../client/machines/mapper';
import { nodeStatus } from '../client/machines/status';
import type { WireMachine } from '../client/machines/types';

function powerOf(state: string | null | undefined): MachineState['powerState'] {
  return state === 'on' || state === 'off' ? state : 'unknown';
}

/** Machine → state; `status_message` lags behind and is no more than a hint. */
export function toMachineState(
  machine: WireMachine,
  provider: string,
): MachineState {
  const { status, settled, held } = nodeStatus(machine.status);
  const what = machine.status_name.toLowerCase();
  const hint = machine.error_description || machine.status_message || '';
  // often the status once more, in other letters
  const doing =
    machine.status_message?.toLowerCase() === what
      ? null
      : machine.status_message;
  const bad = status === 'failed' || status === 'broken';
  const operationId =
    held && machine.owner ? machine.owner_data?.[OPERATION_KEY] : undefined;
  return {
    status,
    settled,
    powerState: powerOf(machine.power_state),
    locked: machine.locked,
    ...(!settled && {
      progress: [what, doing].filter(Boolean).join(': '),
    }),
    ...(bad && {
      fault: {
        class: 'provider' as const,
        message: `${machine.hostname} at ${provider}: ${what}.`,
        detail: hint,
      },
    }),
    ...(operationId && { operationId }),
  };
}
