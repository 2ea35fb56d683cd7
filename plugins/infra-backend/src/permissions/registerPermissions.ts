import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  infraBasicPermissions,
  infraOperationPermissions,
  infraProjectPermissions,
  infraResourceReadPermission,
  type Operation,
  type Project,
  type Resource,
} from '@ironstage/plugin-infra-common';
import {
  infraOperationRef,
  infraOperationRules,
  infraProjectRef,
  infraProjectRules,
  infraResourceRef,
  infraResourceRules,
} from './rules';

/** Loads what is decided about, in any order and without what does not exist. */
export interface PermissionResources {
  resources(refs: string[]): Promise<Resource[]>;
  projects(names: string[]): Promise<Project[]>;
  operations(ids: string[]): Promise<Operation[]>;
}

/** In the order of the refs; undefined for what does not exist, which denies. */
function inOrder<T>(refs: string[], items: T[], refOf: (item: T) => string) {
  const byRef = new Map(items.map(item => [refOf(item), item]));
  return refs.map(ref => byRef.get(ref));
}

/** Tells the permission framework what can be decided, and lets it load what it decides about. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  load: PermissionResources,
): void {
  registry.addPermissions(infraBasicPermissions);
  registry.addResourceType({
    resourceRef: infraResourceRef,
    permissions: [infraResourceReadPermission],
    rules: Object.values(infraResourceRules),
    getResources: async refs =>
      inOrder(refs, await load.resources(refs), row => row.ref),
  });
  registry.addResourceType({
    resourceRef: infraProjectRef,
    permissions: infraProjectPermissions,
    rules: Object.values(infraProjectRules),
    getResources: async names =>
      inOrder(names, await load.projects(names), row => row.name),
  });
  registry.addResourceType({
    resourceRef: infraOperationRef,
    permissions: infraOperationPermissions,
    rules: Object.values(infraOperationRules),
    getResources: async ids =>
      inOrder(ids, await load.operations(ids), row => row.id),
  });
}
