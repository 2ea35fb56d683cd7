/**
 * Waits for a promise, but no longer than until the signal. The promise itself goes on:
 * for waiting that can't be cancelled, such as a place in a queue.
 * @public
 */
export async function raceAbort<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  reason: () => Error,
): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => undefined);
    throw reason();
  }
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(reason());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
