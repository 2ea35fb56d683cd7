import type { StepDefinition } from '../../operations/OperationDefinition';
import {
  recordMachine,
  type MachinePlan,
  type MachineStepServices,
} from './MachineWork';

/** Reads the machine back and puts it on record. */
export function registerMachine<P extends MachinePlan>(
  services: MachineStepServices,
): StepDefinition<P> {
  return {
    name: 'register',
    title: 'Put it on record',
    async run(context) {
      await recordMachine(context, services);
      return { done: true, message: 'The inventory shows it as it is now' };
    },
  };
}
