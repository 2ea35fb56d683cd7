import { buildUserData } from '../../instances/baseline/cloudInit';
import type {
  DeployPlan,
  ErasePlan,
  MachineStepServices,
  MachineWork,
} from './MachineWork';

/** Installing an image, with the baseline every instance is born with as well. */
export function deployWork({
  config,
}: Pick<MachineStepServices, 'config'>): MachineWork<DeployPlan> {
  return {
    action: ({ name, image, sshPublicKey }) => ({
      type: 'deploy',
      imageExternalId: image.externalId,
      userData: buildUserData({
        hostname: name,
        sshPublicKey,
        baseline: config.baseline,
      }),
    }),
    reached: ({ status }) => status === 'deployed',
    missed: ({ name, image }) =>
      `${name} was to be installed with ${image.name} and is not deployed.`,
    done: ({ name, image }) => `${name} runs ${image.name}`,
  };
}

/** Overwriting a large disk once takes a day; machines have several, and are slow. */
const FULL_ERASURE_MS = 72 * 3600_000;

/** Giving a machine back. */
export const releaseWork: MachineWork<ErasePlan> = {
  action: ({ erase }) => ({ type: 'release', erase }),
  reached: ({ status }) => status === 'ready' || status === 'new',
  leastMs: ({ erase }) => (erase === 'full' ? FULL_ERASURE_MS : 0),
  missed: ({ name }) => `${name} was released and is not ready.`,
  done: ({ name, erase }) =>
    erase === 'none'
      ? `${name} is free, its disks as they were`
      : `${name} is free and its disks are erased`,
};
