import type { StepDefinition } from '../../../operations/OperationDefinition';
import type { ActionPlan, ActionServices, ActionWork } from './ActionWork';
import { awaitAction } from './awaitAction';
import { beginAction } from './beginAction';
import { registerAction } from './registerAction';

/** Steps that ask a provider to act, wait for it and put the outcome on record. */
export function actionSteps<P extends ActionPlan>(
  titles: { begin: string; wait: string },
  work: ActionWork<P>,
  services: ActionServices,
): Array<StepDefinition<P>> {
  return [
    beginAction(titles.begin, work),
    awaitAction(titles.wait, work, services),
    registerAction(work, services),
  ];
}
