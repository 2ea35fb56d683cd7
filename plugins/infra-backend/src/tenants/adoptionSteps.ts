import type { ResourceVector } from '@ironstage/plugin-infra-common';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { StepDefinition } from '../operations/OperationDefinition';
import { OperationFailure } from '../operations/OperationFailure';
import type { ProjectStore } from '../projects/ProjectStore';

/** Everything that is decided about a tenant at admission. */
export interface AdoptionPlan extends Record<string, unknown> {
  name: string;
  team: string;
  environment: string;
  description: string;
  quota: ResourceVector;
  externalId: string;
  /** the project is there already and gets a second place */
  joins: boolean;
}

/** What is done to take over a tenant: nothing at the cloud but to look. */
export function adoptionSteps({
  inventory,
  projects,
}: {
  inventory: InventoryStore;
  projects: ProjectStore;
}): Array<StepDefinition<AdoptionPlan>> {
  return [
    {
      name: 'look',
      title: 'Look whether it is there',
      async run(context) {
        const { plan, provider } = context;
        const found = await provider.inventory.get(
          'project',
          plan.externalId,
          context,
        );
        if (!found) {
          throw new OperationFailure(
            'user',
            `The tenant is no longer at ${provider.title}; nothing was taken over.`,
          );
        }
        return { done: true, message: `It is there, as ${found.name}` };
      },
    },
    {
      name: 'register',
      title: 'Put it on record',
      async run({ plan, provider }) {
        await inventory.assignTenant(
          { provider: provider.id, externalId: plan.externalId },
          { name: plan.name, owner: plan.team },
        );
        await projects.activate(plan.name);
        return {
          done: true,
          message: `What is in it belongs to ${plan.name}; nothing was changed at ${provider.title}`,
        };
      },
      async undo({ plan, provider }) {
        await inventory.assignTenant(
          { provider: provider.id, externalId: plan.externalId },
          null,
        );
        return { done: true, message: "It is nobody's again" };
      },
    },
  ];
}
