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

const AT_WORK = ['commissioning', 'testing', 'deploying', 'releasing'];

/**
 * End what a machine is at: a commissioning that nobody switches it on for, a test, an installation or an erasure
 * that hangs. What the portal itself is at is cancelled with its operation instead.
 */
export function machineAbort(
  services: MachineServices,
): MachineDefinition<MachineInput> {
  return machineAction(services, {
    type: 'machine.abort',
    input: machineInputSchema,
    title: (_, { row }) => `End what ${row.name} is at`,
    decide: async (_input, _target, plan) => ({ problems: [], plan }),
    steps: machineSteps(
      { begin: 'Ask to end it', wait: 'Wait until it is at rest' },
      {
        action: () => ({ type: 'abort' }),
        // what has failed by that is not a failure of this
        reached: ({ status }) => !AT_WORK.includes(status),
        missed: ({ name }) => `${name} was to be at rest and is not.`,
        done: ({ name }) => `${name} is at rest`,
      },
      services,
    ),
  });
}
