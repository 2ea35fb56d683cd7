import {
  infraInstanceDeletePermission,
  infraInstanceOperatePermission,
  type Erasure,
  type infraMachineOperatePermission,
  type MachineActionType,
  type OperationInput,
  type OperationType,
  type Resource,
} from '@ironstage/plugin-infra-common';

/** Operations on an instance or a machine that is there. */
export type ActionType =
  | MachineActionType
  | Extract<
      OperationType,
      | 'instance.start'
      | 'instance.stop'
      | 'instance.reboot'
      | 'instance.resize'
      | 'instance.snapshot'
      | 'instance.rebuild'
      | 'instance.delete'
      | 'instance.undelete'
      | 'lease.extend'
    >;

/** What a dialog collects besides the resource, under the names of the operation's input. */
export interface ActionValues {
  force?: boolean;
  flavor?: string;
  name?: string;
  image?: string;
  sshPublicKey?: string;
  days?: number;
  reason?: string;
  erase?: Erasure;
  immediately?: boolean;
}

/** What a dialog has to know about the resource. */
export type ActionTarget = Pick<
  Resource,
  'ref' | 'name' | 'project' | 'provider' | 'attributes' | 'leaseEndsAt'
>;

/** How an operation on an instance or a machine is offered. */
export interface ActionDescriptor {
  type: ActionType;
  /** in the menu, on the button and as the title */
  label: string;
  /** what happens, for the person about to ask for it */
  consequence: (target: ActionTarget) => string;
  permission:
    | typeof infraInstanceOperatePermission
    | typeof infraInstanceDeletePermission
    | typeof infraMachineOperatePermission;
  /** statuses of the resource in which it makes sense; any when left out */
  statuses?: readonly string[];
  /** why it makes no sense for other reasons, in a few words */
  whyNot?: (resource: Resource) => string | undefined;
  /** values it can't do without */
  needs: ReadonlyArray<keyof ActionValues>;
  /** values it begins with */
  initial?: ActionValues;
  /** takes something away for good: the name has to be typed */
  destructive?: boolean;
  /** not of every provider: only where the provider says that it can */
  byProvider?: boolean;
}

/** Everything that may be done to an instance, in the order of the menu. */
export const ACTIONS: readonly ActionDescriptor[] = [
  {
    type: 'instance.start',
    label: 'Start',
    consequence: ({ name }) =>
      `${name} boots from its disk, with the addresses it had.`,
    permission: infraInstanceOperatePermission,
    statuses: ['stopped', 'paused', 'suspended', 'shelved'],
    needs: [],
    byProvider: true,
  },
  {
    type: 'instance.stop',
    label: 'Stop',
    consequence: ({ name }) =>
      `${name} shuts down. Its disk, its addresses and its share of the quota stay.`,
    permission: infraInstanceOperatePermission,
    statuses: ['active', 'paused'],
    needs: [],
    initial: { force: false },
    byProvider: true,
  },
  {
    type: 'instance.reboot',
    label: 'Reboot',
    consequence: ({ name }) =>
      `${name} shuts down and boots again. What runs on it is away for a while.`,
    permission: infraInstanceOperatePermission,
    statuses: ['active'],
    needs: [],
    initial: { force: false },
    byProvider: true,
  },
  {
    type: 'instance.resize',
    label: 'Resize',
    consequence: ({ name }) =>
      `${name} gets another size. It is restarted on the way, and may move to another host.`,
    permission: infraInstanceOperatePermission,
    statuses: ['active', 'stopped'],
    needs: ['flavor'],
    byProvider: true,
  },
  {
    type: 'instance.snapshot',
    label: 'Take a snapshot',
    consequence: ({ name }) =>
      `The disk of ${name} is kept as it is now. What the guest has not written yet is not in it.`,
    permission: infraInstanceOperatePermission,
    statuses: ['active', 'stopped', 'paused'],
    needs: ['name'],
    byProvider: true,
  },
  {
    type: 'lease.extend',
    label: 'Extend the lease',
    consequence: ({ name }) =>
      `The lease of ${name} ends later; nothing else changes.`,
    permission: infraInstanceOperatePermission,
    whyNot: ({ leaseEndsAt }) => (leaseEndsAt ? undefined : 'It has no lease'),
    needs: ['days'],
    initial: { days: 7 },
  },
  {
    type: 'instance.rebuild',
    label: 'Rebuild',
    consequence: ({ name }) =>
      `${name} begins anew from an image. Everything on its disk is lost; its name and addresses stay.`,
    permission: infraInstanceDeletePermission,
    statuses: ['active', 'stopped', 'error'],
    needs: ['image', 'sshPublicKey'],
    destructive: true,
    byProvider: true,
  },
  {
    type: 'instance.delete',
    label: 'Delete',
    consequence: ({ name }) =>
      `${name} and everything on its disk are deleted. Its share of the quota is free when they are gone.`,
    permission: infraInstanceDeletePermission,
    needs: [],
    initial: { immediately: undefined },
    destructive: true,
  },
];

/** For what was deleted and is kept for a while; offered where it is listed as such. */
export const UNDELETE: ActionDescriptor = {
  type: 'instance.undelete',
  label: 'Undo the deletion',
  consequence: ({ name }) =>
    `${name} is kept as before, to the end of its lease. It stays stopped until somebody starts it.`,
  permission: infraInstanceOperatePermission,
  needs: [],
};

/** Why an action can't be had now; undefined when it can. */
export function whyNot(
  action: ActionDescriptor,
  resource: Resource,
): string | undefined {
  if (action.statuses && !action.statuses.includes(resource.status)) {
    return `Not while it is ${resource.status}`;
  }
  return action.whyNot?.(resource);
}

/** What an action still needs. */
export function missingValues(
  action: ActionDescriptor,
  values: ActionValues,
): Array<keyof ActionValues> {
  return action.needs.filter(name => {
    const value = values[name];
    return value === undefined || value === '';
  });
}

/** The operation's input. */
export function inputOf(
  { ref }: ActionTarget,
  values: ActionValues,
): OperationInput<ActionType> {
  const given = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  return { ref, ...Object.fromEntries(given) } as OperationInput<ActionType>;
}
