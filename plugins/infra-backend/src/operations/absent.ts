import { NotFoundError } from '@backstage/errors';

/** What is said of an operation that is not there, or that the caller may not see. */
export const noSuchOperation = (id: string) =>
  new NotFoundError(`There is no operation "${id}"`);
