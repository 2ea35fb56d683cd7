import type { StepDefinition } from '../../../operations/OperationDefinition';
import { OperationFailure } from '../../../operations/OperationFailure';
import {
  managersOf,
  waitedMs,
  type ActionPlan,
  type ActionServices,
  type ActionWork,
} from './ActionWork';
import { readBack } from './readBack';

const STEP = 'wait';

/** Follows what was begun to its end at the provider. */
export function awaitAction<P extends ActionPlan>(
  title: string,
  work: ActionWork<P>,
  services: ActionServices,
): StepDefinition<P> {
  const { pollSeconds, guestSeconds } = services.config.operations;
  const now = services.now ?? (() => new Date());
  return {
    name: STEP,
    title,
    async run(context) {
      const { plan, provider } = context;
      const progress = await managersOf(context).actions.progress(
        plan,
        work.action(plan),
        String(context.output('begin').handle),
        context,
      );
      if (progress.fault) {
        await readBack(context, services);
        const { class: whose, message, detail } = progress.fault;
        throw new OperationFailure(whose, message, detail);
      }
      if (progress.settled) {
        return {
          done: true,
          message: progress.message ?? `${provider.title} has done it`,
          output: { snapshotExternalId: progress.snapshotExternalId },
        };
      }
      const waited = waitedMs(context, STEP, now());
      if (work.asksGuest?.(plan) && waited > guestSeconds * 1000) {
        await readBack(context, services);
        throw new OperationFailure('user', work.missed(plan));
      }
      return {
        done: false,
        message: [`${provider.title} is at work`, progress.message]
          .filter(Boolean)
          .join(': '),
        retryAfterMs: pollSeconds * 1000,
      };
    },
  };
}
