import {
  machineDeployInputSchema,
  type MachineDeployInput,
} from '@ironstage/plugin-infra-common';
import { allocateMachine } from '../steps/allocateMachine';
import { demandImage } from '../steps/demandImage';
import { deployWork } from '../steps/deployWork';
import { machineSteps } from '../steps/machineSteps';
import type { DeployPlan } from '../steps/MachineWork';
import { decideInstallation, rememberKey } from './installation';
import {
  machineAction,
  type MachineDefinition,
  type MachineServices,
} from './machineAction';

/** Install an operating system on a machine that is ready. */
export function machineDeploy(
  services: MachineServices,
): MachineDefinition<MachineDeployInput, DeployPlan> {
  const allocate = allocateMachine<DeployPlan>(services);
  return machineAction(services, {
    type: 'machine.deploy',
    input: machineDeployInputSchema,
    title: ({ image }, { row }) => `Deploy ${image} on ${row.name}`,
    describe: ({ sshPublicKey: _, ...rest }) => rest,
    decide: (input, target, basis) =>
      decideInstallation(services, input, target, basis),
    remember: rememberKey(services),
    steps: [
      {
        ...allocate,
        async run(context) {
          await demandImage(context);
          return allocate.run(context);
        },
      },
      ...machineSteps(
        { begin: 'Ask for the deployment', wait: 'Wait until it is deployed' },
        deployWork(services),
        services,
      ),
    ],
  });
}
