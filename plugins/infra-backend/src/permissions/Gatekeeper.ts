import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type PermissionResourceRef,
} from '@backstage/plugin-permission-node';
import type { ColumnFilter, Visibility } from '../database/criteria';

/** Asks the permission framework, the same way everywhere. */
export class Gatekeeper {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly registry: PermissionsRegistryService,
  ) {}

  async allows(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [decision] = await this.permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  /** @throws NotAllowedError */
  async demand(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<void> {
    if (!(await this.allows(credentials, permission))) {
      throw new NotAllowedError(
        `You may not do this: it needs the permission ${permission.name}`,
      );
    }
  }

  async allowsFor(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    resourceRef: string,
  ): Promise<boolean> {
    const [decision] = await this.permissions.authorize(
      [{ permission, resourceRef }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  /** @throws NotAllowedError */
  async demandFor(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    resourceRef: string,
  ): Promise<void> {
    if (!(await this.allowsFor(credentials, permission, resourceRef))) {
      throw new NotAllowedError(
        `You may not do this with ${resourceRef}: it needs the permission ${permission.name}`,
      );
    }
  }

  /** Which objects of a list a caller may see, as SQL can ask it. */
  async visibility<TResource>(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    resourceRef: PermissionResourceRef<TResource, ColumnFilter>,
  ): Promise<Visibility> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      return createConditionTransformer(
        this.registry.getPermissionRuleset(resourceRef),
      )(decision.conditions);
    }
    return decision.result === AuthorizeResult.ALLOW ? 'all' : 'none';
  }
}
