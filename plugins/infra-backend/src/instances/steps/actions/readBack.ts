import type { InstanceState } from '@ironstage/plugin-infra-node';
import type { StepContext } from '../../../operations/OperationDefinition';
import { OperationFailure } from '../../../operations/OperationFailure';
import { managersOf, type ActionPlan, type ActionServices } from './ActionWork';

/**
 * Reads an instance and puts it on record as it is, so that pages show it before the next sync.
 *
 * @throws OperationFailure when it is gone
 */
export async function readBack(
  context: StepContext<ActionPlan>,
  { inventory }: Pick<ActionServices, 'inventory'>,
): Promise<InstanceState> {
  const { plan, provider } = context;
  const state = await managersOf(context).instances.getState(plan, context);
  if (!state) {
    throw new OperationFailure(
      'provider',
      `The instance ${plan.name} is no longer at ${provider.title}.`,
    );
  }
  await inventory.upsert({ provider: provider.id, site: provider.site }, [
    { ...state.item, vector: state.item.vector ?? plan.vector ?? undefined },
  ]);
  return state;
}
