import {
  checkSshPublicKey,
  type Problem,
} from '@ironstage/plugin-infra-common';
import { checkMachineImage } from '../guardrails/checkMachineImage';
import type { FoundMachine } from '../guardrails/MachineLookup';
import { problemsOf } from '../../operations/problem';
import type { DeployPlan, MachinePlan } from '../steps/MachineWork';
import type { MachineActionSpec, MachineServices } from './machineAction';

/** Checks what a machine is to be installed with. */
export async function decideInstallation(
  { machines }: Pick<MachineServices, 'machines'>,
  input: { image: string; sshPublicKey: string },
  { row }: FoundMachine,
  basis: MachinePlan,
): Promise<{ problems: Problem[]; plan: DeployPlan | null }> {
  const image = await machines.image(input.image, row);
  const problems = [
    ...checkSshPublicKey(input.sshPublicKey),
    ...problemsOf(image),
    ...(image.value ? checkMachineImage(image.value, row) : []),
  ];
  return {
    problems,
    plan: image.value
      ? {
          ...basis,
          image: {
            externalId: image.value.externalId,
            name: image.value.name,
          },
          sshPublicKey: input.sshPublicKey.trim(),
        }
      : null,
  };
}

/** Keeps the key, so that its owner need not look for it the next time. */
export function rememberKey({
  sshKeys,
}: Pick<MachineServices, 'sshKeys'>): NonNullable<
  MachineActionSpec<never, DeployPlan>['remember']
> {
  return ({ plan }, requester, tx) =>
    sshKeys.remember(requester.ref, plan.sshPublicKey, tx);
}
