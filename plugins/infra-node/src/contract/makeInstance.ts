import type { InstanceTarget } from '../provider/InstanceManager';
import { makeProject } from './projectContract';
import {
  chooseParts,
  ensureInstance,
  newName,
  newOperationId,
  patient,
  removeInstance,
  waitForState,
  type ContractContext,
} from './support';

/** An instance that runs, in a project of its own. */
export interface MadeInstance {
  target: InstanceTarget;
  /** the flavor it was made of */
  flavorExternalId: string;
  imageExternalId: string;
  /** removes the instance and its project */
  remove: () => Promise<void>;
}

/** Makes a project and an instance in it, and waits until it runs. */
export async function makeInstance(
  context: ContractContext,
): Promise<MadeInstance> {
  const provider = context.provider();
  const { target: project, networkExternalId } = await makeProject(context);
  const parts = await chooseParts(context, networkExternalId);
  const { externalId } = await ensureInstance(context, {
    operationId: newOperationId(),
    name: newName(),
    projectExternalId: project.externalId,
    ...parts,
    userData: '#cloud-config\nhostname: contract\n',
    metadata: {},
  });
  const target = { externalId, projectExternalId: project.externalId };
  const state = await waitForState(
    context,
    target,
    now => now?.settled === true,
  );
  if (state?.status !== 'active') {
    throw new Error(`The instance did not become active: ${state?.status}`);
  }
  return {
    target,
    flavorExternalId: parts.flavorExternalId,
    imageExternalId: parts.imageExternalId,
    async remove() {
      await removeInstance(context, target);
      await provider.projects!.removeProject(project, patient());
    },
  };
}
