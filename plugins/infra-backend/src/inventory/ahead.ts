/** Asks for the next page while the last is dealt with; at most one is in waiting. */
export async function* ahead<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = pages[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const page = await next;
      if (page.done) {
        return;
      }
      next = iterator.next();
      // whoever stops early does not hear of what went wrong later
      next.catch(() => {});
      yield page.value;
    }
  } finally {
    await iterator.return?.();
  }
}
