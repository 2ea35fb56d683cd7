import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogLocationReadPermission,
  catalogPermissions,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  actionExecutePermission,
  scaffolderPermissions,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  createInfraOperationConditionalDecision,
  createInfraProjectConditionalDecision,
  createInfraResourceConditionalDecision,
  infraOperationConditions,
  infraProjectConditions,
  infraResourceConditions,
} from '@ironstage/plugin-infra-backend';
import {
  ANNOTATION_PROJECT,
  infraOperationCancelPermission,
  infraOperationPermissions,
  infraProjectPermissions,
  infraResourceReadPermission,
} from '@ironstage/plugin-infra-common';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** Who is asking, as a member of teams. */
export interface Member {
  userEntityRef: string;
  /** what he owns things through, himself included */
  claims: string[];
  /** has a say over all requests of his teams */
  isLead: boolean;
}

/** Projects, operations and inventory rows of the teams a user belongs to. */
export function decideInfraOwned(
  permission: ResourcePermission,
  { userEntityRef, claims: owners, isLead }: Member,
): PolicyDecision {
  if (isPermission(permission, infraOperationCancelPermission) && !isLead) {
    return createInfraOperationConditionalDecision(permission, {
      allOf: [
        infraOperationConditions.isOwnedBy({ owners }),
        infraOperationConditions.isRequestedBy({ requesters: [userEntityRef] }),
      ],
    });
  }
  if (isPermission(permission, infraResourceReadPermission)) {
    return createInfraResourceConditionalDecision(permission, {
      anyOf: [
        infraResourceConditions.isOwnedBy({ owners }),
        infraResourceConditions.isShared(),
      ],
    });
  }
  for (const known of infraProjectPermissions) {
    if (isPermission(permission, known)) {
      return createInfraProjectConditionalDecision(
        permission,
        infraProjectConditions.isOwnedBy({ owners }),
      );
    }
  }
  for (const known of infraOperationPermissions) {
    if (isPermission(permission, known)) {
      return createInfraOperationConditionalDecision(
        permission,
        infraOperationConditions.isOwnedBy({ owners }),
      );
    }
  }
  return DENY;
}

/** True for permissions of the catalog. */
export function isCatalogPermission(permission: Permission): boolean {
  return catalogPermissions.some(one => one.name === permission.name);
}

/** The catalog: everything but other teams' projects and instances; no registering by hand. */
export function decideCatalog(
  permission: Permission,
  claims: string[],
): PolicyDecision {
  if (isPermission(permission, catalogEntityReadPermission)) {
    return createCatalogConditionalDecision(permission, {
      anyOf: [
        {
          not: catalogConditions.hasAnnotation({
            annotation: ANNOTATION_PROJECT,
          }),
        },
        catalogConditions.isEntityOwner({ claims }),
      ],
    });
  }
  if (isPermission(permission, catalogEntityRefreshPermission)) {
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims }),
    );
  }
  return isPermission(permission, catalogLocationReadPermission) ||
    isPermission(permission, catalogEntityValidatePermission)
    ? ALLOW
    : DENY;
}

/** True for permissions of the scaffolder. */
export function isScaffolderPermission(permission: Permission): boolean {
  return scaffolderPermissions.some(one => one.name === permission.name);
}

/** The scaffolder: templates for everybody, tasks for who started them: inputs are private. */
export function decideScaffolder(
  permission: Permission,
  userEntityRef: string,
): PolicyDecision {
  if (
    isResourcePermission(permission, 'scaffolder-task') &&
    (isPermission(permission, taskReadPermission) ||
      isPermission(permission, taskCancelPermission))
  ) {
    return createScaffolderTaskConditionalDecision(
      permission,
      scaffolderTaskConditions.isTaskOwner({ createdBy: [userEntityRef] }),
    );
  }
  const allowed: Permission[] = [
    taskCreatePermission,
    actionExecutePermission,
    templateParameterReadPermission,
    templateStepReadPermission,
  ];
  return allowed.some(one => isPermission(permission, one)) ? ALLOW : DENY;
}
