import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of inventory rows. @public */
export const RESOURCE_TYPE_RESOURCE = 'infra-resource';
/** Resource type of projects. @public */
export const RESOURCE_TYPE_PROJECT = 'infra-project';
/** Resource type of operations. @public */
export const RESOURCE_TYPE_OPERATION = 'infra-operation';

/** Read inventory rows. @public */
export const infraResourceReadPermission = createPermission({
  name: 'infra.resource.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_RESOURCE,
});

/** See capacity totals. @public */
export const infraCapacityReadPermission = createPermission({
  name: 'infra.capacity.read',
  attributes: { action: 'read' },
});

/** See capacity host by host, and raw details of provider failures. @public */
export const infraEstateReadPermission = createPermission({
  name: 'infra.estate.read',
  attributes: { action: 'read' },
});

/** See which providers there are and how they are doing. @public */
export const infraProviderReadPermission = createPermission({
  name: 'infra.provider.read',
  attributes: { action: 'read' },
});

/** Start a sync now, or confirm one that was held. @public */
export const infraProviderSyncPermission = createPermission({
  name: 'infra.provider.sync',
  attributes: { action: 'update' },
});

/** Read a project, its usage and leases. @public */
export const infraProjectReadPermission = createPermission({
  name: 'infra.project.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_PROJECT,
});

/** Create projects for a team one belongs to. @public */
export const infraProjectCreatePermission = createPermission({
  name: 'infra.project.create',
  attributes: { action: 'create' },
});

/** Act for any team, one's own or not. @public */
export const infraProjectManageAllPermission = createPermission({
  name: 'infra.project.manage-all',
  attributes: { action: 'update' },
});

/** Provision instances in a project. @public */
export const infraInstanceCreatePermission = createPermission({
  name: 'infra.instance.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_PROJECT,
});

/** Start, stop, reboot, resize and snapshot instances of a project, and extend their leases. @public */
export const infraInstanceOperatePermission = createPermission({
  name: 'infra.instance.operate',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PROJECT,
});

/** Delete or rebuild instances of a project: their data is lost. @public */
export const infraInstanceDeletePermission = createPermission({
  name: 'infra.instance.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_PROJECT,
});

/** Deploy, release, rebuild, commission, switch, lock and mark machines, whoever uses them. @public */
export const infraMachineOperatePermission = createPermission({
  name: 'infra.machine.operate',
  attributes: { action: 'update' },
});

/** See and steer the portal itself: the scheduled tasks of its plugins. @public */
export const infraPortalOperatePermission = createPermission({
  name: 'infra.portal.operate',
  attributes: { action: 'update' },
});

/** Read the audit chain, verify it and take it along; nothing of it can be changed. @public */
export const infraAuditReadPermission = createPermission({
  name: 'infra.audit.read',
  attributes: { action: 'read' },
});

/** Ask for GPUs in a project. @public */
export const infraGpuRequestPermission = createPermission({
  name: 'infra.gpu.request',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_PROJECT,
});

/** Ask for another quota of a project. @public */
export const infraQuotaRequestPermission = createPermission({
  name: 'infra.quota.request',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PROJECT,
});

/** Make and take back tokens by which monitoring systems read a project's targets. @public */
export const infraMonitoringManagePermission = createPermission({
  name: 'infra.monitoring.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PROJECT,
});

/** Read operations and their events. @public */
export const infraOperationReadPermission = createPermission({
  name: 'infra.operation.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_OPERATION,
});

/** Cancel operations that have not started. @public */
export const infraOperationCancelPermission = createPermission({
  name: 'infra.operation.cancel',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_OPERATION,
});

/** Approve or reject operations of others. @public */
export const infraOperationApprovePermission = createPermission({
  name: 'infra.operation.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_OPERATION,
});

/** Permissions decided for a project. @public */
export const infraProjectPermissions = [
  infraProjectReadPermission,
  infraInstanceCreatePermission,
  infraInstanceOperatePermission,
  infraInstanceDeletePermission,
  infraGpuRequestPermission,
  infraQuotaRequestPermission,
  infraMonitoringManagePermission,
];

/** Permissions decided for an operation. @public */
export const infraOperationPermissions = [
  infraOperationReadPermission,
  infraOperationCancelPermission,
  infraOperationApprovePermission,
];

/** Permissions that are not about one object. @public */
export const infraBasicPermissions = [
  infraCapacityReadPermission,
  infraEstateReadPermission,
  infraProviderReadPermission,
  infraProviderSyncPermission,
  infraProjectCreatePermission,
  infraProjectManageAllPermission,
  infraMachineOperatePermission,
  infraPortalOperatePermission,
  infraAuditReadPermission,
];

/** Every permission of Ironstage. @public */
export const infraPermissions = [
  infraResourceReadPermission,
  ...infraBasicPermissions,
  ...infraProjectPermissions,
  ...infraOperationPermissions,
];
