import type { PermissionsService } from '@backstage/backend-plugin-api';

/**
 * Whether the connection broke before there was an answer: a kept-open one that the other side had just closed, most
 * often. node-fetch, by which Backstage asks, calls that a FetchError of type "system"; Node's own fetch a TypeError.
 */
function isBrokenConnection(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const { name, type } = error as Error & { type?: unknown };
  return (
    (name === 'FetchError' && type === 'system') ||
    (name === 'TypeError' && error.message === 'fetch failed')
  );
}

async function twice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isBrokenConnection(error)) {
      return ask();
    }
    throw error;
  }
}

/** Asks for a decision once more when the connection broke: a decision changes nothing, however often it is made. */
export function askAgain(permissions: PermissionsService): PermissionsService {
  return {
    authorize: (...args) => twice(() => permissions.authorize(...args)),
    authorizeConditional: (...args) =>
      twice(() => permissions.authorizeConditional(...args)),
  };
}
