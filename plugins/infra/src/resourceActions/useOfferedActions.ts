import { usePermission } from '@backstage/plugin-permission-react';
import {
  infraInstanceDeletePermission,
  infraInstanceOperatePermission,
  infraMachineOperatePermission,
  type Resource,
} from '@ironstage/plugin-infra-common';
import { useProviders } from '../hooks';
import { ACTIONS, type ActionDescriptor } from './actions';
import { MACHINE_ACTIONS } from './machineActions';

/** What the reader may do to an instance of a project or to a machine, as far as its provider can. */
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
  const machines = usePermission({ permission: infraMachineOperatePermission });
  if (!provider?.selfService) {
    return [];
  }
  if (resource.kind === 'machine') {
    return MACHINE_ACTIONS.filter(
      ({ type }) => machines.allowed && provider.machineActions.includes(type),
    );
  }
  if (resource.kind !== 'instance' || !resource.project) {
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
