/** Rows handed on at once. */
const PAGE = 500;

/** What a cloud without pages told in one answer, in pages. @public */
export function* inPages<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += PAGE) {
    yield items.slice(at, at + PAGE);
  }
}
