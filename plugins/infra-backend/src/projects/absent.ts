import { NotFoundError } from '@backstage/errors';

/** What is said of a project that is not there, or that the caller may not see. */
export const noProject = (name: string) =>
  new NotFoundError(`There is no project "${name}"`);
