import { InputError } from '@backstage/errors';
import type { NextFunction, Request, Response } from 'express';

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.includes('\0');
  }
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([key, part]) => hasNul(key) || hasNul(part))
  );
}

/**
 * Refuses the one character that PostgreSQL can't keep in a text, wherever in a request it stands: in the path,
 * the query or the body. Not a single field of ours has a use for it.
 */
export function refuseUnstorable(
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  const inUrl = /%00/.test(request.originalUrl);
  if (inUrl || hasNul(request.body)) {
    throw new InputError(
      `The ${
        inUrl ? 'address' : 'body'
      } of the request has a NUL character in it; leave it out.`,
    );
  }
  next();
}
