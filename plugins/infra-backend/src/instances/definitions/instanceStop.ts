import {
  instanceStopInputSchema,
  type InstanceStopInput,
} from '@ironstage/plugin-infra-common';
import type { OperationDefinition } from '../../operations/OperationDefinition';
import type { ActionServices, ActionWork } from '../steps/actions/ActionWork';
import { actionSteps } from '../steps/actions/actionSteps';
import {
  instanceAction,
  type ForcePlan,
  type InstanceActionServices,
} from './instanceAction';

const work: ActionWork<ForcePlan> = {
  action: ({ force }) => ({ type: force ? 'stop' : 'shutdown' }),
  asksGuest: ({ force }) => !force,
  reached: ({ status }) => status === 'stopped',
  missed: ({ name, force }) =>
    force
      ? `${name} was switched off and still runs.`
      : `${name} was asked to shut down and did not: its operating system may not answer. Stop it with force to switch it off.`,
  done: ({ name }) => `${name} is stopped`,
};

/** Stop an instance: ask its guest to shut down, or switch it off. */
export function instanceStop(
  services: InstanceActionServices & ActionServices,
): OperationDefinition<InstanceStopInput, ForcePlan> {
  return instanceAction(services, {
    type: 'instance.stop',
    input: instanceStopInputSchema,
    title: ({ force }, { row, project }) =>
      `${force ? 'Switch off' : 'Stop'} ${row.name} in ${project}`,
    needs: ({ force }) => (force ? 'stop' : 'shutdown'),
    decide: async ({ force }, _target, basis) => ({
      problems: [],
      plan: { ...basis, force },
    }),
    steps: actionSteps(
      { begin: 'Ask for the stop', wait: 'Wait until it is down' },
      work,
      services,
    ),
  });
}
