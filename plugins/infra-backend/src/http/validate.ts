import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/**
 * Parses a query or a body by the contract.
 *
 * @throws InputError that names every part that is wrong
 */
export function parseRequest<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value ?? {});
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(issue =>
          [issue.path.join('.'), issue.message].filter(Boolean).join(': '),
        )
        .join('; '),
    );
  }
  return parsed.data;
}
