import {
  checkSnapshotName,
  formatResourceRef,
  instanceSnapshotInputSchema,
  type InstanceSnapshotInput,
  type Problem,
} from '@ironstage/plugin-infra-common';
import { problem } from '../../operations/problem';
import type { ManagedInstance } from '../guardrails/InstanceLookup';
import type { OperationDefinition } from '../../operations/OperationDefinition';
import type { ActionServices, ActionWork } from '../steps/actions/ActionWork';
import { actionSteps } from '../steps/actions/actionSteps';
import {
  registerSnapshot,
  type SnapshotPlan,
} from '../steps/actions/registerSnapshot';
import { instanceAction, type InstanceActionServices } from './instanceAction';

const work: ActionWork<SnapshotPlan> = {
  action: ({ snapshotName }) => ({ type: 'snapshot', name: snapshotName }),
  reached: ({ status }) => status !== 'changing' && status !== 'error',
  missed: ({ name }) => `${name} has not come back from its snapshot.`,
  done: ({ name }) => `${name} is as it was`,
};

function taken(name: string, project: string): Problem {
  return problem(
    'name',
    `There is already a snapshot "${name}" in ${project}.`,
  );
}

/** Take a snapshot of an instance. */
export function instanceSnapshot(
  services: InstanceActionServices & ActionServices,
): OperationDefinition<InstanceSnapshotInput, SnapshotPlan> {
  /** Clouds whose snapshots are no images do not say which there are. */
  async function checkNameFree(
    name: string,
    { binding, project }: ManagedInstance,
  ): Promise<Problem[]> {
    const images = await services.inventory.resolve(
      'image',
      binding.provider,
      name,
    );
    return images.some(
      row => row.name === name && row.projectExternalId === binding.externalId,
    )
      ? [taken(name, project)]
      : [];
  }
  return instanceAction<InstanceSnapshotInput, SnapshotPlan>(services, {
    type: 'instance.snapshot',
    input: instanceSnapshotInputSchema,
    title: ({ name }, { row, project }) =>
      `Take snapshot ${name} of ${row.name} in ${project}`,
    needs: () => 'snapshot',
    decide: async ({ name }, target, basis) => ({
      problems: [
        ...checkSnapshotName(name),
        ...(await checkNameFree(name, target)),
      ],
      plan: { ...basis, snapshotName: name },
    }),
    admit: async ({ plan, project }, { open }) =>
      open.some(
        one =>
          one.type === 'instance.snapshot' &&
          one.plan.snapshotName === plan.snapshotName,
      )
        ? [taken(plan.snapshotName, project)]
        : [],
    steps: [
      ...actionSteps(
        { begin: 'Ask for the snapshot', wait: 'Wait until it is taken' },
        work,
        services,
      ),
      registerSnapshot(services),
    ],
    result: ({ project, provider, outputs }, { ref }) => {
      const externalId = outputs.image?.externalId;
      return {
        project,
        resources:
          typeof externalId === 'string'
            ? [
                ref,
                formatResourceRef({
                  kind: 'image',
                  provider: provider ?? '',
                  externalId,
                }),
              ]
            : [ref],
      };
    },
  });
}
