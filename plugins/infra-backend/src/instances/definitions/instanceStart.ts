import {
  instanceStartInputSchema,
  type InstanceStartInput,
} from '@ironstage/plugin-infra-common';
import type { OperationDefinition } from '../../operations/OperationDefinition';
import type {
  ActionPlan,
  ActionServices,
  ActionWork,
} from '../steps/actions/ActionWork';
import { actionSteps } from '../steps/actions/actionSteps';
import { instanceAction, type InstanceActionServices } from './instanceAction';

const work: ActionWork<ActionPlan> = {
  action: () => ({ type: 'start' }),
  reached: ({ status }) => status === 'active',
  missed: ({ name }) => `${name} was started and did not come up.`,
  done: ({ name }) => `${name} runs`,
};

/** Start a stopped instance. */
export function instanceStart(
  services: InstanceActionServices & ActionServices,
): OperationDefinition<InstanceStartInput, ActionPlan> {
  return instanceAction(services, {
    type: 'instance.start',
    input: instanceStartInputSchema,
    title: (_, { row, project }) => `Start ${row.name} in ${project}`,
    needs: () => 'start',
    decide: async (_input, _target, plan) => ({ problems: [], plan }),
    steps: actionSteps(
      { begin: 'Start the instance', wait: 'Wait until it runs' },
      work,
      services,
    ),
  });
}
