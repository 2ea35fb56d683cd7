import type { StepDefinition } from '../../operations/OperationDefinition';
import {
  machinesOf,
  recordMachine,
  type MachinePlan,
  type MachineStepServices,
} from './MachineWork';

/**
 * Takes one certain machine for the operation, by whose id the provider finds it again. Undone, it is
 * given back, whatever has been begun on it since.
 *
 * @param wanted - whether there is anything to take
 */
export function allocateMachine<P extends MachinePlan>(
  services: MachineStepServices,
  wanted: (plan: P) => boolean = () => true,
): StepDefinition<P> {
  const retryAfterMs = services.config.operations.pollSeconds * 1000;
  return {
    name: 'allocate',
    title: 'Take the machine',
    async run(context) {
      const { plan, operation, provider } = context;
      if (!wanted(plan)) {
        return { done: true, message: `${plan.name} is the portal's already` };
      }
      await machinesOf(context).ensureAllocated(
        {
          operationId: operation.id,
          constraints: { externalId: plan.externalId },
          comment: `${operation.title}, for ${operation.requester}`,
        },
        context,
      );
      return {
        done: true,
        message: `${plan.name} is the portal's at ${provider.title}`,
      };
    },
    async undo(context) {
      const { plan, operation } = context;
      const machines = machinesOf(context);
      const held = await machines.findByOperation(
        { operationId: operation.id },
        context,
      );
      if (!held) {
        await recordMachine(context, services);
        return { done: true, message: `${plan.name} is given back` };
      }
      await machines.begin(
        { ...held, operationId: operation.id },
        { type: 'release', erase: 'none' },
        context,
      );
      return {
        done: false,
        message: `Waiting for ${plan.name} to be given back`,
        retryAfterMs,
      };
    },
    leftover: ({ plan, provider }) =>
      `The machine ${plan.name} is still allocated at ${provider.title}; the platform team must release it there.`,
  };
}
