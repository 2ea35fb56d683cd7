import type { InstanceAction } from '@ironstage/plugin-infra-node';
import type {
  StepContext,
  StepDefinition,
} from '../../../operations/OperationDefinition';
import { OperationFailure } from '../../../operations/OperationFailure';
import { managersOf, type ActionPlan, type ActionServices } from './ActionWork';
import { readBack } from './readBack';

/** Plan of a resize. */
export interface ResizePlan extends ActionPlan {
  flavor: { externalId: string; name: string };
}

type Context = StepContext<ResizePlan>;

/**
 * Asks for an end of the resize and follows it. There is one for each resize, so that to ask again
 * finds what was asked for before.
 *
 * @returns true when it is over
 */
async function end(context: Context, action: InstanceAction): Promise<boolean> {
  const { plan, operation } = context;
  const { actions } = managersOf(context);
  const target = { ...plan, operationId: operation.id };
  const { handle } = await actions.begin(target, action, context);
  const { settled, fault } = await actions.progress(
    plan,
    action,
    handle,
    context,
  );
  if (fault) {
    throw new OperationFailure(fault.class, fault.message, fault.detail);
  }
  return settled;
}

const supports = (
  context: Context,
  name: 'confirm-resize' | 'revert-resize',
): boolean => managersOf(context).actions.supported.includes(name);

/** Takes the way back, where the provider has kept it open. */
export function revertResize(
  services: ActionServices,
): Pick<StepDefinition<ResizePlan>, 'undo' | 'leftover'> {
  const retryAfterMs = services.config.operations.pollSeconds * 1000;
  return {
    async undo(context) {
      const { plan } = context;
      const state = await readBack(context, services);
      if (state.settled && state.status === 'error') {
        throw new OperationFailure(
          'provider',
          `${plan.name} is in an error state after the resize.`,
          state.fault?.detail,
        );
      }
      const waits = state.settled && state.status === 'changing';
      if (waits && supports(context, 'revert-resize')) {
        await end(context, { type: 'revert-resize' });
      } else if (state.settled) {
        return {
          done: true,
          message: `${plan.name} is ${state.status} and on record as it is`,
        };
      }
      return {
        done: false,
        message: `Waiting for ${plan.name} to have its old size`,
        retryAfterMs,
      };
    },
    leftover: ({ plan, provider }) =>
      `${plan.name} may be broken at ${provider.title}, or wait there for its resize to be confirmed or reverted; the platform team must look at it.`,
  };
}

/** Confirms the resize, where the provider waits for that, after a look whether it worked. */
export function confirmResize(
  services: ActionServices,
): StepDefinition<ResizePlan> {
  const retryAfterMs = services.config.operations.pollSeconds * 1000;
  return {
    name: 'confirm',
    title: 'Check and confirm the new size',
    async run(context) {
      const { plan, provider } = context;
      if (!supports(context, 'confirm-resize')) {
        return {
          done: true,
          message: `${provider.title} needs no confirmation`,
        };
      }
      const { instances } = managersOf(context);
      const state = await instances.getState(plan, context);
      if (!state) {
        throw new OperationFailure(
          'provider',
          `The instance ${plan.name} is no longer at ${provider.title}.`,
        );
      }
      if (state.settled && state.status !== 'changing') {
        return { done: true, message: 'There is nothing to confirm any more' };
      }
      const { flavor } = state.item.attributes;
      if (
        state.settled &&
        typeof flavor === 'string' &&
        flavor !== plan.flavor.name
      ) {
        throw new OperationFailure(
          'provider',
          `${plan.name} has the flavor "${flavor}" after the resize, not "${plan.flavor.name}".`,
        );
      }
      if (state.settled && (await end(context, { type: 'confirm-resize' }))) {
        return { done: true, message: 'It is confirmed' };
      }
      return {
        done: false,
        message: 'Waiting for the confirmation',
        retryAfterMs,
      };
    },
  };
}
