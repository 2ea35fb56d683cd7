import type { ProviderCallOptions } from './ProviderCallOptions';

/** A tenant at a provider, and the operation on whose behalf it is changed. @public */
export interface ProjectTarget {
  /** written on everything that is made, so that a repeated step finds its own earlier result */
  operationId: string;
  /** id of the tenant */
  externalId: string;
  /** name of the portal project */
  name: string;
}

/** What a new tenant is made of. @public */
export interface ProjectRequest {
  operationId: string;
  name: string;
  description: string;
  /** entity ref of the owning team */
  owner: string;
  environment: string;
}

/**
 * Creates and removes tenants. Every method may be repeated after a crash at
 * any point: it first looks for what the same operation made before.
 * @public
 */
export interface ProjectManager {
  /**
   * Finds the tenant this operation made, or makes it.
   * @throws ProviderError of kind `conflict` when the name is taken by something else
   */
  ensureProject(
    request: ProjectRequest,
    options: ProviderCallOptions,
  ): Promise<{ externalId: string }>;

  /**
   * Looks for the tenant this operation made; needed to undo a creation whose answer was lost.
   * @returns undefined when the operation made none
   */
  findProject(
    request: Pick<ProjectRequest, 'operationId' | 'name'>,
    options: ProviderCallOptions,
  ): Promise<{ externalId: string } | undefined>;

  /** Gives the portal's account and the team's group at the provider, if there is one, their roles. */
  ensureAccess(
    target: ProjectTarget & { owner: string },
    options: ProviderCallOptions,
  ): Promise<void>;

  /**
   * Removes the tenant with everything in it that the operation made, in the order the provider needs.
   * Succeeds when it is gone already.
   *
   * @throws ProviderError of kind `conflict` when the tenant holds things of others; nothing is removed then
   */
  removeProject(
    target: ProjectTarget,
    options: ProviderCallOptions,
  ): Promise<void>;
}
