import {
  infraInstanceCreatePermission,
  instanceCreateInputSchema,
  vector,
  type InstanceCreateInput,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../../config/InfraConfig';
import { problem, problemsOf } from '../../operations/problem';
import type {
  Decided,
  OperationDefinition,
} from '../../operations/OperationDefinition';
import {
  instanceResult,
  instanceSteps,
  type InstancePlan,
  type InstanceStepServices,
} from '../steps/instanceSteps';
import { hasGpu } from '../guardrails/accelerators';
import type { InstanceGuardrails } from '../guardrails/InstanceGuardrails';

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

    async prepare(input, requester) {
      const leaseDays = input.leaseDays ?? config.lease.defaultDays;
      const { problems, place } = await guardrails.findPlace(input, requester);
      problems.push(...checkLease(leaseDays, config));
      if (!place) {
        return { problems, decided: null };
      }
      const { project, binding, provider } = place;
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
      if (hasGpu(flavor.value)) {
        problems.push(
          problem(
            'flavor',
            `The flavor "${flavor.value.name}" has a GPU: request it with the GPU form, so that somebody can approve it.`,
            'policy',
          ),
        );
      }
      const decided: Decided<InstancePlan> = {
        title: `Provision VM ${input.name} in ${project.name}`,
        project: project.name,
        provider: provider.id,
        owner: project.owner,
        takes,
        takesField: 'flavor',
        approvalReasons:
          leaseDays > config.approvals.leaseDaysAbove
            ? [
                `The lease of ${leaseDays} days is longer than ${config.approvals.leaseDaysAbove} days.`,
              ]
            : [],
        facts: { leaseDays, flavor: flavor.value.name },
        plan: guardrails.planOf(input, {
          binding,
          flavor: flavor.value,
          image: parts.image,
          network: parts.network,
          takes,
          leaseDays,
        }),
      };
      if (problems.length === 0) {
        problems.push(...(await guardrails.checkRoom(decided)));
      }
      return { problems, decided };
    },
  };
}
