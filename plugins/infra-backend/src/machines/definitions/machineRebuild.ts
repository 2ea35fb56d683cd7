import {
  machineRebuildInputSchema,
  type MachineRebuildInput,
} from '@ironstage/plugin-infra-common';
import type { StepDefinition } from '../../operations/OperationDefinition';
import { OperationFailure } from '../../operations/OperationFailure';
import { allocateMachine } from '../steps/allocateMachine';
import { awaitMachine } from '../steps/awaitMachine';
import { beginMachine } from '../steps/beginMachine';
import { demandImage } from '../steps/demandImage';
import { deployWork, releaseWork } from '../steps/deployWork';
import { machineSteps } from '../steps/machineSteps';
import {
  recordMachine,
  stateOf,
  type DeployPlan,
  type ErasePlan,
} from '../steps/MachineWork';
import { decideInstallation, rememberKey } from './installation';
import {
  machineAction,
  type MachineDefinition,
  type MachineServices,
} from './machineAction';

/** States of a machine that is given back, or is about to be. */
const RELEASED = ['ready', 'new', 'releasing'];

type RebuildPlan = DeployPlan & ErasePlan;

/** What a release has taken nobody brings back; a failure after it has to say so. */
function releaseFirst(services: MachineServices): StepDefinition<RebuildPlan> {
  const release = beginMachine<RebuildPlan>(
    { name: 'release', title: 'Ask for the release' },
    releaseWork,
    services,
  );
  return {
    ...release,
    async run(context) {
      const { status } = await stateOf(context);
      if (!RELEASED.includes(status)) {
        await demandImage(context);
      }
      return release.run(context);
    },
    async undo(context) {
      await recordMachine(context, services);
      const { status } = await stateOf(context);
      const released = context.operation.steps.some(
        ({ name, startedAt }) => name === 'wait-ready' && startedAt !== null,
      );
      if (!released && !RELEASED.includes(status)) {
        return { done: true, message: 'Nothing was released' };
      }
      throw new OperationFailure(
        'provider',
        `The release of ${context.plan.name} can't be taken back.`,
        `The machine is ${status} at ${context.provider.title}.`,
      );
    },
    leftover: ({ plan, provider }) =>
      `${plan.name} was released at ${provider.title} and has no operating system any more; what was on it is lost. The platform team must deploy it again, or repair it first.`,
  };
}

/** Release a machine, take the same one again and install it anew. */
export function machineRebuild(
  services: MachineServices,
): MachineDefinition<MachineRebuildInput, RebuildPlan> {
  return machineAction<MachineRebuildInput, RebuildPlan>(services, {
    type: 'machine.rebuild',
    input: machineRebuildInputSchema,
    destructive: true,
    stops: true,
    title: ({ image }, { row }) => `Rebuild ${row.name} from ${image}`,
    describe: ({ sshPublicKey: _, ...rest }) => rest,
    async decide(input, target, basis) {
      const { problems, plan } = await decideInstallation(
        services,
        input,
        target,
        basis,
      );
      return { problems, plan: plan && { ...plan, erase: input.erase } };
    },
    remember: rememberKey(services),
    steps: [
      releaseFirst(services),
      awaitMachine<RebuildPlan>(
        { name: 'wait-ready', title: 'Wait until it is free' },
        releaseWork,
        services,
      ),
      allocateMachine<RebuildPlan>(services),
      ...machineSteps<RebuildPlan>(
        { begin: 'Ask for the deployment', wait: 'Wait until it is deployed' },
        deployWork(services),
        services,
      ),
    ],
  });
}
