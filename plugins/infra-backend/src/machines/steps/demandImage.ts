import type { StepContext } from '../../operations/OperationDefinition';
import { OperationFailure } from '../../operations/OperationFailure';
import type { DeployPlan } from './MachineWork';

/**
 * Sees to it that the provider still has the image, before a machine is taken or erased for it: what was there at
 * the admission may have gone meanwhile.
 *
 * @throws OperationFailure when it has not, before anything is done
 */
export async function demandImage({
  plan,
  provider,
  signal,
}: Pick<StepContext<DeployPlan>, 'plan' | 'provider' | 'signal'>) {
  const { externalId, name } = plan.image;
  const image = await provider.inventory.get('image', externalId, { signal });
  if (image?.status !== 'active') {
    throw new OperationFailure(
      'provider',
      `${provider.title} does not offer the image ${name} any more; ${plan.name} is left as it was.`,
      `image ${externalId}: ${image?.status ?? 'gone'}`,
    );
  }
}
