import { createHash } from 'node:crypto';

/** How many ids an operation may try. */
const TRIES = 8;

/**
 * The ids an operation may give its guest, always the same ones in the same order.
 *
 * `nextid` reserves nothing, so that callers at the same time get the same id. Here the id follows
 * from the operation, and the clone call itself decides: it takes an id or fails when it is taken. A
 * repeated request thereby finds its guest under an id that it knows, however long ago that was and
 * whatever lists may lag behind.
 */
export function vmidCandidates(
  operationId: string,
  range: { from: number; to: number },
): number[] {
  const digest = createHash('sha256').update(operationId).digest();
  const size = range.to - range.from + 1;
  const ids = new Set<number>();
  for (let at = 0; at < TRIES; at += 1) {
    ids.add(range.from + (digest.readUInt32BE(at * 4) % size));
  }
  return [...ids];
}
