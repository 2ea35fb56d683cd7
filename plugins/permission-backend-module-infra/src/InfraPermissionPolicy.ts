import type { UserInfoService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  infraCapacityReadPermission,
  infraOperationApprovePermission,
  infraOperationReadPermission,
  infraProjectCreatePermission,
  infraProjectReadPermission,
  infraProviderReadPermission,
  infraPermissions,
} from '@ironstage/plugin-infra-common';
import {
  decideCatalog,
  decideInfraOwned,
  decideScaffolder,
  isCatalogPermission,
  isScaffolderPermission,
  type Member,
} from './decisions';
import type { Roles } from './readRoles';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** What every signed-in user may do with the estate, whoever owns what. */
const FOR_EVERYBODY: Permission[] = [
  infraCapacityReadPermission,
  infraProviderReadPermission,
  // the guardrail lets people create projects for their own teams only
  infraProjectCreatePermission,
];

/** What approvers may do on top, with everybody's things. */
const FOR_APPROVERS: Permission[] = [
  infraOperationApprovePermission,
  infraOperationReadPermission,
  infraProjectReadPermission,
];

const among = (permission: Permission, list: Permission[]) =>
  list.some(one => isPermission(permission, one));

const isKnown = (permission: Permission) =>
  among(permission, infraPermissions) ||
  isCatalogPermission(permission) ||
  isScaffolderPermission(permission);

/**
 * The policy Ironstage ships: teams see and touch what is theirs, their leads have a say over all their requests,
 * approvers see what they decide about, SREs operate the estate, auditors read everything and change nothing, admins
 * may do everything, and nobody else does anything that is not reading.
 */
export class InfraPermissionPolicy implements PermissionPolicy {
  constructor(
    private readonly roles: Roles,
    private readonly userInfo: UserInfoService,
  ) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return DENY;
    }
    const known = await this.whoIs(user);
    if (!known) {
      return DENY;
    }
    const { userEntityRef, ownershipEntityRefs: claims } = known;
    const isOneOf = (groups: string[]) =>
      claims.some(claim => groups.includes(claim.toLowerCase()));
    const { adminGroups, sreGroups, auditorGroups, leadGroups } = this.roles;
    const isSre = isOneOf(sreGroups);
    if (isOneOf(adminGroups) || (isSre && adminGroups.length === 0)) {
      return ALLOW;
    }
    if (isSre && isKnown(permission)) {
      return ALLOW;
    }
    if (isOneOf(auditorGroups) && !isSre) {
      return permission.attributes.action === 'read' ? ALLOW : DENY;
    }
    if (among(permission, infraPermissions)) {
      return this.decideInfra(permission, {
        userEntityRef,
        claims,
        isApprover: isOneOf(this.roles.approverGroups),
        isLead: leadGroups.length === 0 || isOneOf(leadGroups),
      });
    }
    if (isCatalogPermission(permission)) {
      return decideCatalog(permission, claims);
    }
    if (isScaffolderPermission(permission)) {
      return decideScaffolder(permission, userEntityRef);
    }
    // of plugins this policy does not know
    return permission.attributes.action === 'read' ? ALLOW : DENY;
  }

  /** @returns undefined for somebody whom the catalog does not know and who is therefore refused everything */
  private async whoIs(user: PolicyQueryUser) {
    try {
      return await this.userInfo.getUserInfo(user.credentials);
    } catch (error) {
      if (error instanceof NotAllowedError) {
        return undefined;
      }
      throw error;
    }
  }

  private decideInfra(
    permission: Permission,
    member: Member & { isApprover: boolean },
  ): PolicyDecision {
    const { isApprover } = member;
    if (
      among(permission, FOR_EVERYBODY) ||
      (isApprover && among(permission, FOR_APPROVERS))
    ) {
      return ALLOW;
    }
    if (
      isResourcePermission(permission) &&
      !isPermission(permission, infraOperationApprovePermission)
    ) {
      return decideInfraOwned(permission, member);
    }
    return DENY;
  }
}
