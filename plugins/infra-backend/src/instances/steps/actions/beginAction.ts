import type { StepDefinition } from '../../../operations/OperationDefinition';
import { managersOf, type ActionPlan, type ActionWork } from './ActionWork';

/** Asks the provider to act. Its handle is kept, so that a restart of the portal goes on with it. */
export function beginAction<P extends ActionPlan>(
  title: string,
  work: ActionWork<P>,
): StepDefinition<P> {
  return {
    name: 'begin',
    title,
    async run(context) {
      const { plan, operation, provider } = context;
      const { handle } = await managersOf(context).actions.begin(
        {
          externalId: plan.externalId,
          projectExternalId: plan.projectExternalId,
          operationId: operation.id,
        },
        work.action(plan),
        context,
      );
      return {
        done: true,
        message: `${provider.title} accepted the request`,
        output: { handle },
      };
    },
  };
}
