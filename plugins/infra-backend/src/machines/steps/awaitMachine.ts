import type { StepDefinition } from '../../operations/OperationDefinition';
import { OperationFailure } from '../../operations/OperationFailure';
import { waitedMs } from '../../instances/steps/actions/ActionWork';
import {
  recordMachine,
  stateOf,
  type MachinePlan,
  type MachineStepServices,
  type MachineWork,
} from './MachineWork';

/** How long a machine may be at rest in the wrong state, in seconds: providers lag behind themselves. */
const LAG_SECONDS = 30;

/** Follows what was begun to its end at the provider, with one cheap call each time. */
export function awaitMachine<P extends MachinePlan>(
  step: { name: string; title: string },
  work: MachineWork<P>,
  services: MachineStepServices,
): StepDefinition<P> {
  const { pollSeconds, guestSeconds, machineMinutes } =
    services.config.operations;
  const now = services.now ?? (() => new Date());
  const patienceMs =
    1000 *
    (work.takesTime ? guestSeconds : Math.min(LAG_SECONDS, guestSeconds));
  return {
    ...step,
    timeoutMs: plan =>
      Math.max(machineMinutes * 60_000, work.leastMs?.(plan) ?? 0),
    async run(context) {
      const { plan, provider } = context;
      const state = await stateOf(context);
      if (state.settled && work.reached(state)) {
        return { done: true, message: work.done(plan) };
      }
      if (state.settled && state.fault && !work.takesTime) {
        await recordMachine(context, services);
        const { class: whose, message, detail } = state.fault;
        throw new OperationFailure(whose, message, detail);
      }
      if (state.settled && waitedMs(context, step.name, now()) > patienceMs) {
        await recordMachine(context, services);
        throw new OperationFailure('provider', work.missed(plan));
      }
      return {
        done: false,
        message: [`${provider.title} is at work`, state.progress]
          .filter(Boolean)
          .join(': '),
        retryAfterMs: pollSeconds * 1000,
      };
    },
  };
}
