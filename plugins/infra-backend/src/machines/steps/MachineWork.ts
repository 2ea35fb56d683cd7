import type { Resource } from '@ironstage/plugin-infra-common';
import type {
  MachineAction,
  MachineManager,
  MachineState,
} from '@ironstage/plugin-infra-node';
import type { InfraConfig } from '../../config/InfraConfig';
import type { InventoryStore } from '../../inventory/InventoryStore';
import type { StepContext } from '../../operations/OperationDefinition';
import { OperationFailure } from '../../operations/OperationFailure';

/** What every operation on a machine knows of it. */
export interface MachinePlan extends Record<string, unknown> {
  ref: string;
  name: string;
  externalId: string;
}

/** Plan of what installs a machine. */
export interface DeployPlan extends MachinePlan {
  image: { externalId: string; name: string };
  sshPublicKey: string;
}

/** Plan of what gives a machine back. */
export interface ErasePlan extends MachinePlan {
  erase: Extract<MachineAction, { type: 'release' }>['erase'];
}

/** The part of a plan that is the same for all operations. */
export function machinePlanOf(row: Resource): MachinePlan {
  return { ref: row.ref, name: row.name, externalId: row.externalId };
}

/** What the steps need besides the provider. */
export interface MachineStepServices {
  inventory: InventoryStore;
  config: InfraConfig;
  now?: () => Date;
}

/** How one kind of work is asked for, and how one sees that it is done. */
export interface MachineWork<P extends MachinePlan> {
  action(plan: P): MachineAction;
  /** whether the machine is what it was to become */
  reached(state: MachineState): boolean;
  /** whether it may be at rest in another state before it is there, as while its power is switched */
  takesTime?: boolean;
  /** how long it may take at least, in milliseconds, whatever the configuration says of machines */
  leastMs?(plan: P): number;
  /** why it is not, in one sentence for the requester */
  missed(plan: P): string;
  /** what to say when it is */
  done(plan: P): string;
}

type Context = StepContext<MachinePlan>;

/** @throws OperationFailure when the provider's configuration no longer allows it */
export function machinesOf({
  provider,
}: Pick<Context, 'provider'>): MachineManager {
  if (!provider.machines) {
    throw new OperationFailure(
      'provider',
      `The portal may no longer act on machines at ${provider.title}.`,
    );
  }
  return provider.machines;
}

function gone({ plan, provider }: Context): OperationFailure {
  return new OperationFailure(
    'provider',
    `The machine ${plan.name} is no longer at ${provider.title}.`,
  );
}

/** @throws OperationFailure when it is gone */
export async function stateOf(context: Context): Promise<MachineState> {
  const { externalId } = context.plan;
  const states = await machinesOf(context).getStates([externalId], context);
  const state = states.get(externalId);
  if (!state) {
    throw gone(context);
  }
  return state;
}

/**
 * Reads a machine and puts it on record as it is, so that pages show it before the next sync.
 *
 * @throws OperationFailure when it is gone
 */
export async function recordMachine(
  context: Context,
  { inventory }: Pick<MachineStepServices, 'inventory'>,
): Promise<void> {
  const { plan, provider } = context;
  const item = await machinesOf(context).read(plan.externalId, context);
  if (!item) {
    throw gone(context);
  }
  await inventory.upsert({ provider: provider.id, site: provider.site }, [
    item,
  ]);
}
