import { NotFoundError } from '@backstage/errors';

/** Told of a token that is not there, or that the caller may not see. */
export const noToken = (id: string) =>
  new NotFoundError(`There is no discovery token "${id}"`);
