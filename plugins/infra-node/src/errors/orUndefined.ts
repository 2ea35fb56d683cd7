import { isProviderError } from './ProviderError';

/** Undefined in place of what is not there: a `ProviderError` of kind `not-found`. @public */
export async function orUndefined<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isProviderError(error, 'not-found')) {
      return undefined;
    }
    throw error;
  }
}
