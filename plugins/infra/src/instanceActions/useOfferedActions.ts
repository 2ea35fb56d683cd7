import { usePermission } from '@backstage/plugin-permission-react';
import {
  infraInstanceDeletePermission,
  infraInstanceOperatePermission,
  type Resource,
} from '@ironstage/plugin-infra-common';
import { useProviders } from '../hooks';
import { ACTIONS, type ActionDescriptor } from './actions';

/** What the reader may do to an instance of a project, as far as its provider can. */
export function useOfferedActions(resource: Resource): ActionDescriptor[] {
  const provider = useProviders().value?.items.find(
    ({ id }) => id === resource.provider,
  );
  const resourceRef = resource.project ?? undefined;
  const operate = usePermission({
    permission: infraInstanceOperatePermission,
    resourceRef,
  });
  const remove = usePermission({
    permission: infraInstanceDeletePermission,
    resourceRef,
  });
  if (resource.kind !== 'instance' || !resource.project || !provider) {
    return [];
  }
  return ACTIONS.filter(({ type, permission, byProvider }) => {
    const { allowed } =
      permission === infraInstanceDeletePermission ? remove : operate;
    const able = byProvider
      ? provider.instanceActions.includes(type)
      : provider.capabilities.includes('instances');
    return allowed && able;
  });
}
