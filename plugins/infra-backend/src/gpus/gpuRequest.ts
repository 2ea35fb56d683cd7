import {
  gpuRequestInputSchema,
  gpuTitle,
  infraGpuRequestPermission,
  vector,
  type GpuRequestInput,
  type Problem,
  type Resource,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryStore } from '../inventory/InventoryStore';
import { problem } from '../operations/problem';
import type {
  Decided,
  OperationDefinition,
} from '../operations/OperationDefinition';
import {
  instanceResult,
  instanceSteps,
  type InstancePlan,
  type InstanceStepServices,
} from '../instances/steps/instanceSteps';
import type { InstanceGuardrails } from '../instances/guardrails/InstanceGuardrails';

function checkLimits(input: GpuRequestInput, config: InfraConfig): Problem[] {
  const problems: Problem[] = [];
  if (input.count > config.gpu.maxCount) {
    problems.push(
      problem(
        'count',
        `One request may ask for ${config.gpu.maxCount} GPUs, ${input.count} were asked for.`,
        'policy',
      ),
    );
  }
  if (input.days > config.gpu.maxDays) {
    problems.push(
      problem(
        'days',
        `A GPU is granted for ${config.gpu.maxDays} days at most, ${input.days} were asked for.`,
        'policy',
      ),
    );
  }
  return problems;
}

/** Flavors that are switched off, or of which nobody can say what they carry, are not to be had. */
const isOffered = ({ status, attributes }: Resource) =>
  status === 'active' && !attributes.unknownAccelerators;

/** The smallest flavor with exactly this many GPUs of the model. */
async function findGpuFlavor(
  inventory: InventoryStore,
  provider: string,
  input: GpuRequestInput,
): Promise<{ flavor?: Resource; problems: Problem[] }> {
  const { items } = await inventory.list(
    {
      kind: ['flavor'],
      provider: [provider],
      sort: 'name',
      limit: 1000,
      offset: 0,
    },
    'all',
  );
  const models = new Set<string>();
  const counts = new Set<number>();
  const fitting: Resource[] = [];
  for (const flavor of items.filter(isOffered)) {
    for (const [model, count] of Object.entries(flavor.vector?.gpus ?? {})) {
      models.add(model);
      if (model === input.model) {
        counts.add(count);
        if (count === input.count) {
          fitting.push(flavor);
        }
      }
    }
  }
  if (!models.has(input.model)) {
    return {
      problems: [
        problem(
          'model',
          `${provider} has no GPU "${input.model}"${
            models.size > 0 ? `; it has ${[...models].sort().join(', ')}` : ''
          }.`,
        ),
      ],
    };
  }
  fitting.sort((a, b) => (a.vector?.vcpus ?? 0) - (b.vector?.vcpus ?? 0));
  if (fitting.length === 0) {
    return {
      problems: [
        problem(
          'count',
          `At ${provider} an instance gets ${[...counts]
            .sort((a, b) => a - b)
            .join(' or ')} ${input.model}, not ${input.count}.`,
        ),
      ],
    };
  }
  return { flavor: fitting[0], problems: [] };
}

/** Request a GPU: an instance on a GPU host, after somebody else has agreed. */
export function gpuRequest(
  guardrails: InstanceGuardrails,
  services: InstanceStepServices,
): OperationDefinition<GpuRequestInput, InstancePlan> {
  const { config, inventory } = services;
  return {
    type: 'gpu.request',
    input: gpuRequestInputSchema,
    destructive: false,
    permission: infraGpuRequestPermission,
    steps: instanceSteps(services),
    projectOf: async input => input.project,
    describe: ({ sshPublicKey: _, ...rest }) => rest,
    result: instanceResult,
    admit: (decided, admission) => guardrails.admit(decided, admission),

    async prepare(input, requester) {
      const { problems, place } = await guardrails.findPlace(input, requester);
      problems.push(...checkLimits(input, config));
      if (!place) {
        return { problems, decided: null };
      }
      const { project, binding, provider } = place;
      const found = await findGpuFlavor(inventory, provider.id, input);
      const parts = await guardrails.findParts(input, binding, found.flavor);
      problems.push(...found.problems, ...parts.problems);
      if (!found.flavor || !parts.image || !parts.network) {
        return { problems, decided: null };
      }
      const takes = vector({ ...found.flavor.vector, instances: 1 });
      const decided: Decided<InstancePlan> = {
        title: `Grant ${input.count} × ${gpuTitle(input.model)} to ${
          input.name
        } in ${project.name} for ${input.days} ${
          input.days === 1 ? 'day' : 'days'
        }`,
        project: project.name,
        provider: provider.id,
        owner: project.owner,
        takes,
        takesField: 'model',
        approvalReasons:
          input.count > config.approvals.gpuCountAbove
            ? [
                config.approvals.gpuCountAbove === 0
                  ? 'GPUs are granted by an approver.'
                  : `More than ${config.approvals.gpuCountAbove} GPUs are asked for.`,
              ]
            : [],
        facts: { leaseDays: input.days, flavor: found.flavor.name },
        plan: guardrails.planOf(input, {
          binding,
          flavor: found.flavor,
          image: parts.image,
          network: parts.network,
          takes,
          leaseDays: input.days,
        }),
      };
      if (problems.length === 0) {
        problems.push(...(await guardrails.checkRoom(decided)));
      }
      return { problems, decided };
    },
  };
}
