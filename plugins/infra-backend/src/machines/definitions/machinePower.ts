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

/** Switch a machine on, or ask its operating system to shut down and switch it off. */
export function machinePower(
  services: MachineServices,
  power: 'on' | 'off',
): MachineDefinition<MachineInput> {
  return machineAction(services, {
    type: `machine.power-${power}`,
    input: machineInputSchema,
    stops: power === 'off',
    title: (_, { row }) => `Switch ${row.name} ${power}`,
    decide: async (_input, _target, plan) => ({ problems: [], plan }),
    steps: machineSteps(
      {
        begin: `Ask for power ${power}`,
        wait: `Wait until its power is ${power}`,
      },
      {
        action: () => ({ type: `power-${power}` }),
        // a machine that is broken or has failed has power, too
        takesTime: true,
        reached: ({ powerState }) => powerState === power,
        missed: ({ name }) =>
          `${name} was asked for power ${power}, and its power control does not say that it is.`,
        done: ({ name }) => `${name} is switched ${power}`,
      },
      services,
    ),
  });
}
