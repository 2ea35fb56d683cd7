import type { StepDefinition } from '../../operations/OperationDefinition';
import {
  machinesOf,
  recordMachine,
  type MachinePlan,
  type MachineStepServices,
  type MachineWork,
} from './MachineWork';

/** Asks the provider to act. Asked again after a restart, it does nothing that is done or under way. */
export function beginMachine<P extends MachinePlan>(
  step: { name: string; title: string },
  work: Pick<MachineWork<P>, 'action'>,
  services: MachineStepServices,
): StepDefinition<P> {
  return {
    ...step,
    async run(context) {
      const { plan, operation, provider } = context;
      await machinesOf(context).begin(
        { externalId: plan.externalId, operationId: operation.id },
        work.action(plan),
        context,
      );
      // what it is doing now is on pages at once
      await recordMachine(context, services);
      return {
        done: true,
        message: `${provider.title} accepted the request`,
      };
    },
  };
}
