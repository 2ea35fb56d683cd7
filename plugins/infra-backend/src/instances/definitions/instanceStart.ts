import {
  instanceStartInputSchema,
  type InstanceStartInput,
} from '@ironstage/plugin-infra-common';
import type { LeaseStore } from '../../leases/LeaseStore';
import { problem } from '../../operations/problem';
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
  services: InstanceActionServices & ActionServices & { leases: LeaseStore },
): OperationDefinition<InstanceStartInput, ActionPlan> {
  return instanceAction(services, {
    type: 'instance.start',
    input: instanceStartInputSchema,
    title: (_, { row, project }) => `Start ${row.name} in ${project}`,
    needs: () => 'start',
    async decide(_input, { row }, plan) {
      const lease = await services.leases.find(row.ref);
      return {
        plan,
        problems:
          lease?.state === 'grace'
            ? [
                problem(
                  'ref',
                  lease.endsAt > new Date().toISOString()
                    ? `${row.name} is deleted: take that back before you start it.`
                    : `The lease of ${row.name} has ended: extend it before you start it.`,
                  'policy',
                ),
              ]
            : [],
      };
    },
    steps: actionSteps(
      { begin: 'Start the instance', wait: 'Wait until it runs' },
      work,
      services,
    ),
  });
}
