import type { StepDefinition } from '../../../operations/OperationDefinition';
import { OperationFailure } from '../../../operations/OperationFailure';
import {
  waitedMs,
  type ActionPlan,
  type ActionServices,
  type ActionWork,
} from './ActionWork';
import { readBack } from './readBack';

const STEP = 'register';

/** Lists of a cluster lag behind what its nodes know by up to this long, in seconds. */
const LAG_SECONDS = 30;

/** Reads the instance back, sees whether it is what it was to become, and puts it on record. */
export function registerAction<P extends ActionPlan>(
  work: ActionWork<P>,
  services: ActionServices,
): StepDefinition<P> {
  const { pollSeconds, guestSeconds } = services.config.operations;
  const now = services.now ?? (() => new Date());
  return {
    name: STEP,
    title: 'Put it on record',
    async run(context) {
      const { plan, provider } = context;
      const state = await readBack(context, services);
      if (state.settled && work.reached(state, plan)) {
        return { done: true, message: work.done(plan) };
      }
      if (state.settled && state.status === 'error') {
        throw new OperationFailure(
          state.fault?.class ?? 'provider',
          state.fault?.message ??
            `${plan.name} is in an error state at ${provider.title}.`,
          state.fault?.detail,
        );
      }
      const patienceMs = Math.min(LAG_SECONDS, guestSeconds) * 1000;
      if (state.settled && waitedMs(context, STEP, now()) > patienceMs) {
        throw new OperationFailure(
          work.asksGuest?.(plan) ? 'user' : 'provider',
          work.missed(plan),
        );
      }
      return {
        done: false,
        message: [`Waiting for ${plan.name}`, state.progress]
          .filter(Boolean)
          .join(': '),
        retryAfterMs: pollSeconds * 1000,
      };
    },
  };
}
