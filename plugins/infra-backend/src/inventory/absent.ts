import { NotFoundError } from '@backstage/errors';

/** What is said of a row that is not there, or that the caller may not see. */
export const noSuchResource = (ref: string) =>
  new NotFoundError(`There is no resource "${ref}"`);
