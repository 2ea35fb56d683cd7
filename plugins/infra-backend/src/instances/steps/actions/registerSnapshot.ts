import { isProviderError } from '@ironstage/plugin-infra-node';
import type { StepDefinition } from '../../../operations/OperationDefinition';
import type { ActionPlan, ActionServices } from './ActionWork';

/** Plan of a snapshot. */
export interface SnapshotPlan extends ActionPlan {
  snapshotName: string;
}

/** Puts the snapshot on record where it is an image that instances can be made from. */
export function registerSnapshot({
  inventory,
}: ActionServices): StepDefinition<SnapshotPlan> {
  return {
    name: 'image',
    title: 'Put the snapshot on record',
    async run(context) {
      const { provider, plan } = context;
      const { snapshotExternalId } = context.output('wait');
      const named = `The snapshot is called ${plan.snapshotName}`;
      if (typeof snapshotExternalId !== 'string') {
        return { done: true, message: named };
      }
      const item = provider.inventory.kinds.includes('image')
        ? await provider.inventory
            .get('image', snapshotExternalId, context)
            .catch(error => {
              // an id of something else than an image
              if (isProviderError(error, 'not-found', 'invalid')) {
                return undefined;
              }
              throw error;
            })
        : undefined;
      if (!item) {
        return {
          done: true,
          message: `The snapshot is called ${snapshotExternalId} at ${provider.title}`,
        };
      }
      await inventory.upsert({ provider: provider.id, site: provider.site }, [
        item,
      ]);
      return {
        done: true,
        message: `${named} and is in the inventory`,
        output: { externalId: item.externalId },
      };
    },
  };
}
