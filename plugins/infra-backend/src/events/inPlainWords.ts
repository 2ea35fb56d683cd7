import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { ProviderError } from '@ironstage/plugin-infra-node';

/**
 * Waits for a provider's answer on behalf of somebody at a screen.
 *
 * @throws NotFoundError when the provider has no such thing, ServiceUnavailableError with the
 * provider's one plain sentence for its other failures
 */
export async function inPlainWords<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProviderError) {
      throw error.kind === 'not-found'
        ? new NotFoundError(error.message)
        : new ServiceUnavailableError(error.message);
    }
    throw error;
  }
}
