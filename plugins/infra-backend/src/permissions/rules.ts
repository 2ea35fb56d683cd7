import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_OPERATION,
  RESOURCE_TYPE_PROJECT,
  RESOURCE_TYPE_RESOURCE,
  type Operation,
  type Project,
  type Resource,
} from '@ironstage/plugin-infra-common';
import { z } from 'zod';
import type { ColumnFilter } from '../database/criteria';

/** Inventory rows, as the permission framework knows them. @public */
export const infraResourceRef = createPermissionResourceRef<
  Resource,
  ColumnFilter
>().with({ pluginId: 'infra', resourceType: RESOURCE_TYPE_RESOURCE });

/** Projects, as the permission framework knows them. @public */
export const infraProjectRef = createPermissionResourceRef<
  Project,
  ColumnFilter
>().with({ pluginId: 'infra', resourceType: RESOURCE_TYPE_PROJECT });

/** Operations, as the permission framework knows them. @public */
export const infraOperationRef = createPermissionResourceRef<
  Operation,
  ColumnFilter
>().with({ pluginId: 'infra', resourceType: RESOURCE_TYPE_OPERATION });

const ownersSchema = z.object({
  owners: z
    .array(z.string())
    .describe('Entity refs of teams, one of which owns the object'),
});

const OWNED_BY = {
  name: 'IS_OWNED_BY',
  description: 'Allow what belongs to one of the given teams',
  paramsSchema: ownersSchema,
};

const ownerFilter = ({ owners }: { owners: string[] }): ColumnFilter => ({
  column: 'owner',
  values: owners,
});

const isResourceOwnedBy = createPermissionRule({
  ...OWNED_BY,
  resourceRef: infraResourceRef,
  apply: (resource, { owners }) =>
    resource.owner !== null && owners.includes(resource.owner),
  toQuery: ownerFilter,
});

const isShared = createPermissionRule({
  name: 'IS_SHARED',
  description: 'Allow flavors, and images and networks that are for everybody',
  resourceRef: infraResourceRef,
  apply: resource =>
    resource.kind === 'flavor' || resource.attributes.shared === true,
  toQuery: () => ({ column: 'shared', values: [1] }),
});

const isProjectOwnedBy = createPermissionRule({
  ...OWNED_BY,
  resourceRef: infraProjectRef,
  apply: (project, { owners }) => owners.includes(project.owner),
  toQuery: ownerFilter,
});

const isOperationOwnedBy = createPermissionRule({
  ...OWNED_BY,
  resourceRef: infraOperationRef,
  apply: (operation, { owners }) => owners.includes(operation.owner),
  toQuery: ownerFilter,
});

const isInState = createPermissionRule({
  name: 'IS_IN_STATE',
  description: 'Allow operations in one of the given states',
  resourceRef: infraOperationRef,
  paramsSchema: z.object({ states: z.array(z.string()) }),
  apply: (operation, { states }) => states.includes(operation.state),
  toQuery: ({ states }) => ({ column: 'state', values: states }),
});

const isRequestedBy = createPermissionRule({
  name: 'IS_REQUESTED_BY',
  description: 'Allow operations that one of the given people asked for',
  resourceRef: infraOperationRef,
  paramsSchema: z.object({ requesters: z.array(z.string()) }),
  apply: (operation, { requesters }) =>
    requesters.includes(operation.requester),
  toQuery: ({ requesters }) => ({ column: 'requester', values: requesters }),
});

/** Rules for inventory rows. @public */
export const infraResourceRules = { isOwnedBy: isResourceOwnedBy, isShared };
/** Rules for projects. @public */
export const infraProjectRules = { isOwnedBy: isProjectOwnedBy };
/** Rules for operations. @public */
export const infraOperationRules = {
  isOwnedBy: isOperationOwnedBy,
  isInState,
  isRequestedBy,
};

/** Conditions on inventory rows, for policies. @public */
export const {
  conditions: infraResourceConditions,
  createConditionalDecision: createInfraResourceConditionalDecision,
} = createConditionExports({
  resourceRef: infraResourceRef,
  rules: infraResourceRules,
});

/** Conditions on projects, for policies. @public */
export const {
  conditions: infraProjectConditions,
  createConditionalDecision: createInfraProjectConditionalDecision,
} = createConditionExports({
  resourceRef: infraProjectRef,
  rules: infraProjectRules,
});

/** Conditions on operations, for policies. @public */
export const {
  conditions: infraOperationConditions,
  createConditionalDecision: createInfraOperationConditionalDecision,
} = createConditionExports({
  resourceRef: infraOperationRef,
  rules: infraOperationRules,
});
