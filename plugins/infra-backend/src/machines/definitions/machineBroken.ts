import {
  machineInputSchema,
  machineMarkBrokenInputSchema,
  type MachineInput,
  type MachineMarkBrokenInput,
} from '@ironstage/plugin-infra-common';
import { allocateMachine } from '../steps/allocateMachine';
import { machineSteps } from '../steps/machineSteps';
import type { MachinePlan } from '../steps/MachineWork';
import {
  machineAction,
  type MachineDefinition,
  type MachineServices,
} from './machineAction';

interface BrokenPlan extends MachinePlan {
  reason: string;
  /** nobody has it: providers let only those who hold a machine call it broken */
  take: boolean;
}

/** Take a machine out of use until it is repaired. */
export function machineMarkBroken(
  services: MachineServices,
): MachineDefinition<MachineMarkBrokenInput, BrokenPlan> {
  return machineAction(services, {
    type: 'machine.mark-broken',
    input: machineMarkBrokenInputSchema,
    stops: true,
    title: (_, { row }) => `Mark ${row.name} as broken`,
    decide: async ({ reason }, { row }, basis) => ({
      problems: [],
      plan: { ...basis, reason, take: row.status === 'ready' },
    }),
    steps: [
      allocateMachine<BrokenPlan>(services, ({ take }) => take),
      ...machineSteps<BrokenPlan>(
        { begin: 'Mark it as broken', wait: 'Wait until it is out of use' },
        {
          action: ({ reason }) => ({ type: 'mark-broken', reason }),
          reached: ({ status }) => status === 'broken',
          missed: ({ name }) => `${name} was marked as broken and is not.`,
          done: ({ name }) => `${name} is out of use`,
        },
        services,
      ),
    ],
  });
}

/** Give a repaired machine back to use. */
export function machineMarkFixed(
  services: MachineServices,
): MachineDefinition<MachineInput> {
  return machineAction(services, {
    type: 'machine.mark-fixed',
    input: machineInputSchema,
    title: (_, { row }) => `Mark ${row.name} as fixed`,
    decide: async (_input, _target, plan) => ({ problems: [], plan }),
    steps: machineSteps(
      { begin: 'Mark it as fixed', wait: 'Wait until it can be used' },
      {
        action: () => ({ type: 'mark-fixed' }),
        takesTime: true,
        // one that was never commissioned is new again
        reached: ({ status }) => status === 'ready' || status === 'new',
        missed: ({ name }) => `${name} was marked as fixed and is not ready.`,
        done: ({ name }) => `${name} can be used again`,
      },
      services,
    ),
  });
}
