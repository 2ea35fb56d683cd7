import {
  machineInputSchema,
  type MachineInput,
} from '@ironstage/plugin-infra-common';
import { machineSteps } from '../steps/machineSteps';
import {
  machineAction,
  type MachineDefinition,
  type MachineServices,
} from './machineAction';

/** Keep everybody from changing a deployed machine, or let them again. */
export function machineLock(
  services: MachineServices,
  action: 'lock' | 'unlock',
): MachineDefinition<MachineInput> {
  return machineAction(services, {
    type: `machine.${action}`,
    input: machineInputSchema,
    title: (_, { row }) =>
      `${action === 'lock' ? 'Lock' : 'Unlock'} ${row.name}`,
    decide: async (_input, _target, plan) => ({ problems: [], plan }),
    steps: machineSteps(
      { begin: `Ask to ${action} it`, wait: `Wait until it is ${action}ed` },
      {
        action: () => ({ type: action }),
        reached: ({ locked }) => locked === (action === 'lock'),
        missed: ({ name }) => `${name} was to be ${action}ed and is not.`,
        done: ({ name }) => `${name} is ${action}ed`,
      },
      services,
    ),
  });
}
