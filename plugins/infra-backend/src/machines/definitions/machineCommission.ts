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

/** Find out what a machine is made of, and test it. */
export function machineCommission(
  services: MachineServices,
): MachineDefinition<MachineInput> {
  return machineAction(services, {
    type: 'machine.commission',
    input: machineInputSchema,
    stops: true,
    title: (_, { row }) => `Commission ${row.name}`,
    decide: async (_input, _target, plan) => ({ problems: [], plan }),
    steps: machineSteps(
      {
        begin: 'Ask for the commissioning',
        wait: 'Wait until it is commissioned',
      },
      {
        action: () => ({ type: 'commission' }),
        reached: ({ status }) => status === 'ready',
        missed: ({ name }) => `${name} was commissioned and is not ready.`,
        done: ({ name }) => `${name} is ready`,
      },
      services,
    ),
  });
}
