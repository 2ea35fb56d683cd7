import {
  infraInstanceDeletePermission,
  instanceDeleteInputSchema,
  parseResourceRef,
  type InstanceDeleteInput,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../../config/InfraConfig';
import type { LeaseStore } from '../../governance/leases/LeaseStore';
import type { InventoryStore } from '../../inventory/InventoryStore';
import type { ProviderRegistry } from '../../providers/ProviderRegistry';
import { problem } from '../guardrails/problem';
import type {
  OperationDefinition,
  StepDefinition,
} from '../OperationDefinition';
import { OperationFailure } from '../OperationFailure';

interface DeletePlan extends Record<string, unknown> {
  ref: string;
  name: string;
  externalId: string;
  projectExternalId: string;
}

interface Services {
  config: InfraConfig;
  inventory: InventoryStore;
  leases: LeaseStore;
  providers: ProviderRegistry;
}

function steps(services: Services): Array<StepDefinition<DeletePlan>> {
  return [
    {
      name: 'delete',
      title: 'Delete the instance',
      async run({ provider, plan, signal }) {
        if (!provider.instances) {
          throw new OperationFailure(
            'provider',
            `The portal may no longer delete instances at ${provider.title}.`,
          );
        }
        if (!(await provider.instances.getState(plan, { signal }))) {
          return { done: true, message: `${plan.name} is gone` };
        }
        await provider.instances.remove(plan, { signal });
        return {
          done: false,
          message: `Waiting for ${plan.name} to be gone`,
          retryAfterMs: services.config.operations.pollSeconds * 1000,
        };
      },
    },
    {
      name: 'unregister',
      title: 'Take it off the record',
      async run({ plan }) {
        await services.inventory.remove([plan.ref]);
        await services.leases.setState(plan.ref, 'released');
        return { done: true, message: 'Its quota is free again' };
      },
    },
  ];
}

/** Delete an instance of a project. */
export function instanceDelete(
  services: Services,
): OperationDefinition<InstanceDeleteInput, DeletePlan> {
  const find = async (ref: string) =>
    parseResourceRef(ref)?.kind === 'instance'
      ? (await services.inventory.getMany([ref]))[0]
      : undefined;
  return {
    type: 'instance.delete',
    input: instanceDeleteInputSchema,
    destructive: true,
    permission: infraInstanceDeletePermission,
    projectOf: async input => (await find(input.ref))?.project ?? undefined,
    describe: input => ({ ...input }),
    steps: steps(services),
    result: operation => ({ resources: [], project: operation.project }),

    async prepare(input) {
      const row = await find(input.ref);
      const provider = row && services.providers.find(row.provider);
      if (!row?.project || !row.owner || !row.projectExternalId) {
        return {
          problems: [
            problem(
              'ref',
              `There is no instance "${input.ref}" in any project of the portal.`,
            ),
          ],
          decided: null,
        };
      }
      if (!provider?.instances) {
        return {
          problems: [
            problem(
              'ref',
              `The portal may not delete instances at ${row.provider}.`,
              'policy',
            ),
          ],
          decided: null,
        };
      }
      return {
        problems: [],
        decided: {
          title: `Delete ${row.name} in ${row.project}`,
          project: row.project,
          provider: row.provider,
          owner: row.owner,
          takes: null,
          takesField: 'ref',
          approvalReasons: [],
          plan: {
            ref: row.ref,
            name: row.name,
            externalId: row.externalId,
            projectExternalId: row.projectExternalId,
          },
        },
      };
    },
  };
}
