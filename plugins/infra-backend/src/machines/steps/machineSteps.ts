import type { StepDefinition } from '../../operations/OperationDefinition';
import { awaitMachine } from './awaitMachine';
import { beginMachine } from './beginMachine';
import type {
  MachinePlan,
  MachineStepServices,
  MachineWork,
} from './MachineWork';
import { registerMachine } from './registerMachine';

/** Steps that ask a provider to act, wait for it and put the outcome on record. */
export function machineSteps<P extends MachinePlan>(
  titles: { begin: string; wait: string },
  work: MachineWork<P>,
  services: MachineStepServices,
): Array<StepDefinition<P>> {
  return [
    beginMachine({ name: 'begin', title: titles.begin }, work, services),
    awaitMachine({ name: 'wait', title: titles.wait }, work, services),
    registerMachine(services),
  ];
}
