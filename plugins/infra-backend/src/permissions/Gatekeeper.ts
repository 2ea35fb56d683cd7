import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
  type Permission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type PermissionResourceRef,
} from '@backstage/plugin-permission-node';
import {
  infraProjectReadPermission,
  infraResourceReadPermission,
} from '@ironstage/plugin-infra-common';
import type { AuditLog } from '../audit/AuditLog';
import type { ColumnFilter, Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';
import { RecordedDenial } from './RecordedDenial';
import { infraProjectRef, infraResourceRef } from './rules';

/** Asks the permission framework, the same way everywhere, and puts on record what is denied. */
export class Gatekeeper {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly registry: PermissionsRegistryService,
    private readonly audit: AuditLog,
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
  async demand(caller: Caller, permission: BasicPermission): Promise<void> {
    if (!(await this.allows(caller.credentials, permission))) {
      await this.recordDenied(caller, permission, permission.name);
      throw new RecordedDenial(
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

  /**
   * For what the caller may see; for what he may not, its being there is a secret: {@link demandVisible}.
   * @throws NotAllowedError
   */
  async demandFor(
    caller: Caller,
    permission: ResourcePermission,
    resourceRef: string,
  ): Promise<void> {
    if (!(await this.allowsFor(caller.credentials, permission, resourceRef))) {
      await this.recordDenied(caller, permission, resourceRef);
      throw new RecordedDenial(
        `You may not do this with ${resourceRef}: it needs the permission ${permission.name}`,
      );
    }
  }

  /**
   * Demands to be allowed to see something. Who may not is told just what he would be told if it were not there.
   *
   * @param absent - makes that error
   */
  async demandVisible(
    caller: Caller,
    permission: ResourcePermission,
    resourceRef: string,
    absent: (resourceRef: string) => Error,
  ): Promise<void> {
    if (!(await this.sees(caller, permission, resourceRef))) {
      throw absent(resourceRef);
    }
  }

  /** Whether the caller may see something; that he tried is on record when he may not. */
  async sees(
    caller: Caller,
    permission: ResourcePermission,
    resourceRef: string,
  ): Promise<boolean> {
    if (await this.allowsFor(caller.credentials, permission, resourceRef)) {
      return true;
    }
    await this.recordDenied(caller, permission, resourceRef);
    return false;
  }

  /** Which rows of the inventory a caller may see. */
  visibleResources({ credentials }: Caller): Promise<Visibility> {
    return this.visibility(
      credentials,
      infraResourceReadPermission,
      infraResourceRef,
    );
  }

  /** Which projects a caller may see, and what is told of them. */
  visibleProjects({ credentials }: Caller): Promise<Visibility> {
    return this.visibility(
      credentials,
      infraProjectReadPermission,
      infraProjectRef,
    );
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

  private recordDenied(caller: Caller, permission: Permission, target: string) {
    return this.audit.append({
      actor: caller.ref,
      door: caller.door,
      action: 'access-deny',
      target,
      outcome: 'refused',
      data: { permission: permission.name },
    });
  }
}
