import {
  instanceRebootInputSchema,
  type InstanceRebootInput,
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
  action: ({ force }) => ({ type: force ? 'reset' : 'reboot' }),
  asksGuest: ({ force }) => !force,
  reached: ({ status }) => status === 'active',
  missed: ({ name, force }) =>
    force
      ? `${name} was reset and did not come up.`
      : `${name} was asked to reboot and did not: its operating system may not answer. Reboot it with force to reset it.`,
  done: ({ name }) => `${name} runs again`,
};

/** Reboot an instance: ask its guest, or reset it. */
export function instanceReboot(
  services: InstanceActionServices & ActionServices,
): OperationDefinition<InstanceRebootInput, ForcePlan> {
  return instanceAction(services, {
    type: 'instance.reboot',
    input: instanceRebootInputSchema,
    title: ({ force }, { row, project }) =>
      `${force ? 'Reset' : 'Reboot'} ${row.name} in ${project}`,
    needs: ({ force }) => (force ? 'reset' : 'reboot'),
    decide: async ({ force }, _target, basis) => ({
      problems: [],
      plan: { ...basis, force },
    }),
    steps: actionSteps(
      { begin: 'Ask for the reboot', wait: 'Wait until it runs again' },
      work,
      services,
    ),
  });
}
