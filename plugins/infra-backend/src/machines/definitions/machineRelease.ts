import {
  machineReleaseInputSchema,
  type MachineReleaseInput,
} from '@ironstage/plugin-infra-common';
import { releaseWork } from '../steps/deployWork';
import { machineSteps } from '../steps/machineSteps';
import type { ErasePlan } from '../steps/MachineWork';
import {
  machineAction,
  type MachineDefinition,
  type MachineServices,
} from './machineAction';

/** Give a machine back; what is on it is lost. */
export function machineRelease(
  services: MachineServices,
): MachineDefinition<MachineReleaseInput, ErasePlan> {
  return machineAction(services, {
    type: 'machine.release',
    input: machineReleaseInputSchema,
    destructive: true,
    stops: true,
    title: (_, { row }) => `Release ${row.name}`,
    decide: async ({ erase }, _target, basis) => ({
      problems: [],
      plan: { ...basis, erase },
    }),
    steps: machineSteps(
      { begin: 'Ask for the release', wait: 'Wait until it is free' },
      releaseWork,
      services,
    ),
  });
}
