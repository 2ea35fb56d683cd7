import type { Resource, ResourceVector } from '@ironstage/plugin-infra-common';
import type {
  InstanceAction,
  InstanceActions,
  InstanceManager,
  InstanceState,
} from '@ironstage/plugin-infra-node';
import type { InfraConfig } from '../../../config/InfraConfig';
import type { InventoryStore } from '../../../inventory/InventoryStore';
import type { StepContext } from '../../../operations/OperationDefinition';
import { OperationFailure } from '../../../operations/OperationFailure';

/** What every operation on an instance knows of it. */
export interface ActionPlan extends Record<string, unknown> {
  ref: string;
  name: string;
  externalId: string;
  projectExternalId: string;
  /** what it holds when all went well */
  vector: ResourceVector | null;
}

/** The part of a plan that is the same for all actions. */
export function planOf(row: Resource): ActionPlan {
  return {
    ref: row.ref,
    name: row.name,
    externalId: row.externalId,
    projectExternalId: row.projectExternalId ?? '',
    vector: row.vector,
  };
}

/** What the steps need besides the provider. */
export interface ActionServices {
  inventory: InventoryStore;
  config: InfraConfig;
  now?: () => Date;
}

/** How one kind of action is asked for, and how one sees that it worked. */
export interface ActionWork<P extends ActionPlan> {
  action(plan: P): InstanceAction;
  /** true when it is the guest's part to end it */
  asksGuest?(plan: P): boolean;
  /** whether the instance is what it was to become */
  reached(state: InstanceState, plan: P): boolean;
  /** why it is not, in one sentence for the requester */
  missed(plan: P): string;
  /** what to say when it is */
  done(plan: P): string;
}

/** @throws OperationFailure when the provider's configuration no longer allows it */
export function managersOf({
  provider,
}: Pick<StepContext<never>, 'provider'>): {
  actions: InstanceActions;
  instances: InstanceManager;
} {
  const { instanceActions, instances } = provider;
  if (!instanceActions || !instances) {
    throw new OperationFailure(
      'provider',
      `The portal may no longer act on instances at ${provider.title}.`,
    );
  }
  return { actions: instanceActions, instances };
}

/** How long a step has been at it, in milliseconds. */
export function waitedMs(
  { operation }: Pick<StepContext<never>, 'operation'>,
  step: string,
  now: Date,
): number {
  const startedAt = operation.steps.find(one => one.name === step)?.startedAt;
  return startedAt ? now.getTime() - new Date(startedAt).getTime() : 0;
}
