import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  infraBasicPermissions,
  infraOperationPermissions,
  infraProjectPermissions,
  infraResourceReadPermission,
} from '@ironstage/plugin-infra-common';
import type { Services } from '../createServices';
import { showOperation } from '../operations/showOperation';
import {
  infraOperationRef,
  infraOperationRules,
  infraProjectRef,
  infraProjectRules,
  infraResourceRef,
  infraResourceRules,
} from './rules';

/** In the order of the refs; undefined for what does not exist, which denies. */
function inOrder<T>(refs: string[], items: T[], refOf: (item: T) => string) {
  const byRef = new Map(items.map(item => [refOf(item), item]));
  return refs.map(ref => byRef.get(ref));
}

/** Tells the permission framework what can be decided, and lets it load what it decides about. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  stores: Services['stores'],
): void {
  registry.addPermissions(infraBasicPermissions);
  registry.addResourceType({
    resourceRef: infraResourceRef,
    permissions: [infraResourceReadPermission],
    rules: Object.values(infraResourceRules),
    getResources: async refs =>
      inOrder(refs, await stores.inventory.getMany(refs), row => row.ref),
  });
  registry.addResourceType({
    resourceRef: infraProjectRef,
    permissions: infraProjectPermissions,
    rules: Object.values(infraProjectRules),
    getResources: async names =>
      inOrder(names, await stores.projects.findMany(names), row => row.name),
  });
  registry.addResourceType({
    resourceRef: infraOperationRef,
    permissions: infraOperationPermissions,
    rules: Object.values(infraOperationRules),
    getResources: async ids =>
      inOrder(
        ids,
        (await stores.operations.findMany(ids)).map(showOperation),
        row => row.id,
      ),
  });
}
