import {
  infraInstanceCreatePermission,
  instanceCreateInputSchema,
  vector,
  type InstanceCreateInput,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../../config/InfraConfig';
import { problem, problemsOf } from '../guardrails/problem';
import type { Decided, OperationDefinition } from '../OperationDefinition';
import {
  instanceResult,
  instanceSteps,
  type InstancePlan,
  type InstanceStepServices,
} from '../steps/instanceSteps';
import type { InstanceGuardrails } from './InstanceGuardrails';

function checkLease(days: number, config: InfraConfig) {
  return days > config.lease.maxDays
    ? [
        problem(
          'leaseDays',
          `A lease may last ${config.lease.maxDays} days, ${days} were asked for.`,
          'policy',
        ),
      ]
    : [];
}

/** Provision a VM. */
export function instanceCreate(
  guardrails: InstanceGuardrails,
  services: InstanceStepServices,
): OperationDefinition<InstanceCreateInput, InstancePlan> {
  const { config } = services;
  return {
    type: 'instance.create',
    input: instanceCreateInputSchema,
    destructive: false,
    permission: infraInstanceCreatePermission,
    steps: instanceSteps(services),
    projectOf: async input => input.project,
    describe: ({ sshPublicKey: _, ...rest }) => rest,
    result: instanceResult,
    admit: (decided, admission) => guardrails.admit(decided, admission),

    async prepare(input) {
      const leaseDays = input.leaseDays ?? config.lease.defaultDays;
      const problems = [
        ...guardrails.checkForm(input),
        ...checkLease(leaseDays, config),
      ];
      const project = await guardrails.lookup.project(input.project);
      const place =
        project.value &&
        guardrails.lookup.binding(project.value, input.provider);
      problems.push(...problemsOf(project, ...(place ? [place] : [])));
      if (!project.value || !place?.value) {
        return { problems, decided: null };
      }
      const { binding, provider } = place.value;
      problems.push(
        ...(await guardrails.checkNameFree(input.name, project.value.name)),
      );
      const flavor = await guardrails.lookup.usable(
        'flavor',
        input.flavor,
        binding,
      );
      const parts = await guardrails.findParts(input, binding, flavor.value);
      problems.push(...problemsOf(flavor), ...parts.problems);
      if (!flavor.value || !parts.image || !parts.network) {
        return { problems, decided: null };
      }
      const takes = vector({ ...flavor.value.vector, instances: 1 });
      if (Object.values(takes.gpus).some(count => count > 0)) {
        problems.push(
          problem(
            'flavor',
            `The flavor "${flavor.value.name}" has a GPU: request it with the GPU form, so that somebody can approve it.`,
            'policy',
          ),
        );
      }
      const decided: Decided<InstancePlan> = {
        title: `Provision VM ${input.name} in ${project.value.name}`,
        project: project.value.name,
        provider: provider.id,
        owner: project.value.owner,
        takes,
        takesField: 'flavor',
        approvalReasons:
          leaseDays > config.approvals.leaseDaysAbove
            ? [
                `The lease of ${leaseDays} days is longer than ${config.approvals.leaseDaysAbove} days.`,
              ]
            : [],
        plan: {
          name: input.name,
          projectExternalId: binding.externalId,
          flavor: {
            externalId: flavor.value.externalId,
            name: flavor.value.name,
          },
          image: {
            externalId: parts.image.externalId,
            name: parts.image.name,
          },
          networkExternalIds: [parts.network.externalId],
          sshPublicKey: input.sshPublicKey.trim(),
          leaseDays,
          vector: takes,
        },
      };
      if (problems.length === 0) {
        problems.push(...(await guardrails.checkRoom(decided)));
      }
      return { problems, decided };
    },
  };
}
