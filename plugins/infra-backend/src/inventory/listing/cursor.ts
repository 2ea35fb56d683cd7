import { InputError } from '@backstage/errors';
import type { Position } from './order';

/** Writes a position down for the next request. It holds for the same order only. */
export function writeCursor(sort: string, position: Position): string {
  const { value, name, ref } = position;
  return Buffer.from(JSON.stringify([sort, value, name, ref])).toString(
    'base64url',
  );
}

const isText = (part: unknown): part is string => typeof part === 'string';

function partsOf(cursor: string): unknown[] {
  try {
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** @throws InputError when the cursor is none of ours, or one of another order */
export function readCursor(sort: string, cursor: string): Position {
  const [of, value, name, ref] = partsOf(cursor);
  if (
    of !== sort ||
    !(value === null || isText(value)) ||
    !isText(name) ||
    !isText(ref)
  ) {
    throw new InputError(
      'after: not what `next` of a page in this order said. Begin again without it.',
    );
  }
  return { value, name, ref };
}
