import {
  growth,
  formatBytes,
  instanceResizeInputSchema,
  largerVector,
  vector,
  type InstanceResizeInput,
  type Problem,
  type Resource,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { StoredProject } from '../../projects/ProjectStore';
import type { Fit } from '../../capacity/Fit';
import { hasGpu } from '../guardrails/accelerators';
import type { Lookup } from '../guardrails/Lookup';
import { problem, problemsOf } from '../../operations/problem';
import type { Quota } from '../../projects/Quota';
import type { OperationDefinition } from '../../operations/OperationDefinition';
import type { ActionServices, ActionWork } from '../steps/actions/ActionWork';
import { awaitAction } from '../steps/actions/awaitAction';
import { beginAction } from '../steps/actions/beginAction';
import { registerAction } from '../steps/actions/registerAction';
import {
  confirmResize,
  revertResize,
  type ResizePlan,
} from '../steps/actions/resizeSteps';
import { instanceAction, type InstanceActionServices } from './instanceAction';

interface Plan extends ResizePlan {
  /** what the instance held when it was asked for */
  before: ResourceVector;
  vector: ResourceVector;
}

const SIZES = ['vcpus', 'memoryBytes', 'storageBytes'] as const;

const sameSize = (a: ResourceVector, b: ResourceVector): boolean =>
  SIZES.every(name => a[name] === b[name]);

const work: ActionWork<Plan> = {
  action: ({ flavor }) => ({
    type: 'resize',
    flavorExternalId: flavor.externalId,
  }),
  reached: ({ status, item }, { flavor, vector: wanted }) =>
    (status === 'active' || status === 'stopped') &&
    (typeof item.attributes.flavor === 'string'
      ? item.attributes.flavor === flavor.name
      : !item.vector || sameSize(item.vector, wanted)),
  missed: ({ name, flavor }) =>
    `${name} did not get the size of ${flavor.name}.`,
  done: ({ name, flavor }) => `${name} has the size of ${flavor.name}`,
};

function checkFlavor(row: Resource, flavor: Resource): Problem[] {
  const now = row.attributes.flavor;
  if (now === flavor.name || now === flavor.externalId) {
    return [
      problem('flavor', `${row.name} has the flavor "${flavor.name}" already.`),
    ];
  }
  if (!row.vector || !flavor.vector) {
    return [
      problem(
        row.vector ? 'flavor' : 'ref',
        `The portal does not know how large ${
          row.vector ? `the flavor "${flavor.name}"` : row.name
        } is, so it can't tell what the resize would take.`,
      ),
    ];
  }
  if (hasGpu(flavor)) {
    return [
      problem(
        'flavor',
        `The flavor "${flavor.name}" has a GPU: ask for a GPU with the GPU form, so that somebody can approve it.`,
        'policy',
      ),
    ];
  }
  const { storageBytes } = row.vector;
  return flavor.vector.storageBytes < storageBytes
    ? [
        problem(
          'flavor',
          `Disks can't shrink: ${row.name} has ${formatBytes(
            storageBytes,
          )}, the flavor "${flavor.name}" ${formatBytes(
            flavor.vector.storageBytes,
          )}.`,
        ),
      ]
    : [];
}

/** Give an instance another size. */
export function instanceResize(
  services: InstanceActionServices &
    ActionServices & { lookup: Lookup; quota: Quota; fit: Fit },
): OperationDefinition<InstanceResizeInput, Plan> {
  const { lookup, quota, fit, projects, instances } = services;

  /** Quota and room for what is added; a smaller size needs neither. */
  async function checkRoom(
    project: StoredProject,
    provider: string,
    takes: ResourceVector,
    tx?: Knex.Transaction,
  ): Promise<Problem[]> {
    if (SIZES.every(name => takes[name] === 0)) {
      return [];
    }
    const problems = await quota.check(project, takes, 'flavor', tx);
    return problems.length > 0
      ? problems
      : fit.check(provider, takes, 'flavor', tx);
  }

  return instanceAction<InstanceResizeInput, Plan>(services, {
    type: 'instance.resize',
    input: instanceResizeInputSchema,
    title: ({ flavor }, { row, project }) =>
      `Resize ${row.name} in ${project} to ${flavor}`,
    needs: () => 'resize',

    async decide(input, { row, binding, project }, basis) {
      const flavor = await lookup.usable('flavor', input.flavor, binding);
      const problems = [
        ...problemsOf(flavor),
        ...(flavor.value ? checkFlavor(row, flavor.value) : []),
      ];
      if (!row.vector || !flavor.value?.vector) {
        return { problems, plan: null };
      }
      const after = vector({
        ...flavor.value.vector,
        instances: row.vector.instances,
      });
      const takes = growth(row.vector, after);
      const stored = await projects.find(project);
      if (problems.length === 0 && stored) {
        problems.push(...(await checkRoom(stored, row.provider, takes)));
      }
      return {
        problems,
        takes,
        takesField: 'flavor',
        facts: { flavor: flavor.value.name, holds: after },
        plan: {
          ...basis,
          flavor: {
            externalId: flavor.value.externalId,
            name: flavor.value.name,
          },
          before: row.vector,
          vector: after,
        },
      };
    },

    async admit({ plan, project, provider }, { operationId, tx }) {
      const stored = await projects.find(project, tx);
      const row = await instances.row(plan.ref, tx);
      if (!stored || !row?.vector || !sameSize(row.vector, plan.before)) {
        return [
          problem(
            'ref',
            `${plan.name} has changed in the meantime: ask again.`,
          ),
        ];
      }
      const takes = growth(plan.before, plan.vector);
      const problems = await checkRoom(stored, provider, takes, tx);
      if (problems.length === 0) {
        // both sizes are held until it is known which one it has
        const held = largerVector(plan.before, plan.vector);
        await projects.reserve(
          { operationId, project, provider, vector: held, ref: plan.ref },
          tx,
        );
      }
      return problems;
    },

    steps: [
      {
        ...beginAction('Ask for the new size', work),
        ...revertResize(services),
      },
      awaitAction('Wait for the new size', work, services),
      confirmResize(services),
      registerAction(work, services),
    ],
  });
}
