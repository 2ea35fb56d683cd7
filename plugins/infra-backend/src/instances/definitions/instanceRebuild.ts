import {
  checkSshPublicKey,
  infraInstanceDeletePermission,
  instanceRebuildInputSchema,
  type InstanceRebuildInput,
} from '@ironstage/plugin-infra-common';
import { buildUserData } from '../baseline/cloudInit';
import type { KnexSshKeyStore } from '../../sshKeys/KnexSshKeyStore';
import { checkImage } from '../guardrails/checkImage';
import type { Lookup } from '../guardrails/Lookup';
import { problemsOf } from '../../operations/problem';
import type { OperationDefinition } from '../../operations/OperationDefinition';
import type {
  ActionPlan,
  ActionServices,
  ActionWork,
} from '../steps/actions/ActionWork';
import { actionSteps } from '../steps/actions/actionSteps';
import { instanceAction, type InstanceActionServices } from './instanceAction';

interface RebuildPlan extends ActionPlan {
  image: { externalId: string; name: string };
  sshPublicKey: string;
}

function rebuilding({ config }: ActionServices): ActionWork<RebuildPlan> {
  return {
    action: ({ name, image, sshPublicKey }) => ({
      type: 'rebuild',
      imageExternalId: image.externalId,
      userData: buildUserData({
        hostname: name,
        sshPublicKey,
        baseline: config.baseline,
      }),
    }),
    // one that was stopped is stopped afterwards
    reached: ({ status }) => status === 'active' || status === 'stopped',
    missed: ({ name }) => `${name} was rebuilt and did not come up.`,
    done: ({ name, image }) => `${name} has a fresh disk of ${image.name}`,
  };
}

/** Replace the disk of an instance by a fresh one; name, addresses and size stay. */
export function instanceRebuild(
  services: InstanceActionServices &
    ActionServices & { lookup: Lookup; sshKeys: KnexSshKeyStore },
): OperationDefinition<InstanceRebuildInput, RebuildPlan> {
  return instanceAction(services, {
    type: 'instance.rebuild',
    input: instanceRebuildInputSchema,
    destructive: true,
    // its data is lost, as with a deletion
    permission: infraInstanceDeletePermission,
    describe: ({ sshPublicKey: _, ...rest }) => rest,
    title: ({ image }, { row, project }) =>
      `Rebuild ${row.name} in ${project} from ${image}`,
    needs: () => 'rebuild',
    async decide(input, { row, binding }, basis) {
      const image = await services.lookup.usable('image', input.image, binding);
      const problems = [
        ...checkSshPublicKey(input.sshPublicKey),
        ...problemsOf(image),
        ...(image.value ? checkImage(image.value, row, 'image') : []),
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
    },
    async admit({ plan }, { requester, tx }) {
      await services.sshKeys.remember(requester.ref, plan.sshPublicKey, tx);
      return [];
    },
    steps: actionSteps(
      { begin: 'Ask for the rebuild', wait: 'Wait for the fresh disk' },
      rebuilding(services),
      services,
    ),
  });
}
