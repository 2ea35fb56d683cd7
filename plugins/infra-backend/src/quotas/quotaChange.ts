import {
  GiB,
  growth,
  infraQuotaRequestPermission,
  quotaChangeInputSchema,
  vector,
  type QuotaChangeInput,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { OperationDefinition } from '../operations/OperationDefinition';
import type { OperationStore } from '../operations/OperationStore';
import { problem } from '../operations/problem';
import type { QuotaBudget } from '../projects/projectCreate';
import type { StoredProject } from '../projects/ProjectStore';
import {
  quotaSteps,
  tooSmall,
  type QuotaPlan,
  type QuotaStepServices,
} from './quotaSteps';
import { amountsOf, changeWords } from './quotaWords';

interface Services extends QuotaStepServices {
  budget: QuotaBudget;
  operations: OperationStore;
}

/** The quota as it would be. */
function wanted(input: QuotaChangeInput, now: ResourceVector): ResourceVector {
  const bytes = (gib: number | undefined, before: number) =>
    gib === undefined ? before : gib * GiB;
  return vector({
    vcpus: input.vcpus ?? now.vcpus,
    memoryBytes: bytes(input.memoryGiB, now.memoryBytes),
    storageBytes: bytes(input.storageGiB, now.storageBytes),
    instances: input.instances ?? now.instances,
    gpus: Object.fromEntries(
      Object.entries({ ...now.gpus, ...input.gpus }).filter(
        // a model that is not listed may not be used: the same as none of it
        ([, count]) => count > 0,
      ),
    ),
  });
}

/** A team's own words for a project that is not there or not hers. */
const noProject = (name: string) =>
  problem('project', `There is no project "${name}".`);

const isMore = (before: ResourceVector, after: ResourceVector) =>
  Object.values(amountsOf(growth(before, after))).some(more => more > 0);

/** Ask for more, or for less, than a project may have. */
export function quotaChange(
  services: Services,
): OperationDefinition<QuotaChangeInput, QuotaPlan> {
  const { projects, operations } = services;

  /** Below what is used, the quota would refuse what is there already. */
  const tooSmallFor = async (plan: QuotaPlan, tx?: Knex.Transaction) =>
    (await tooSmall(services, plan.project, plan.after, tx)).map(message =>
      problem(null, message, 'policy'),
    );

  const checkBudget = (
    { project, before, after }: QuotaPlan,
    owner: string,
    tx?: Knex.Transaction,
  ) => services.budget.check({ project, owner, before, after }, null, tx);

  const find = async (
    input: QuotaChangeInput,
    hidden: string | undefined,
  ): Promise<StoredProject | undefined> =>
    input.project === hidden ? undefined : projects.find(input.project);

  return {
    type: 'quota.change',
    input: quotaChangeInputSchema,
    destructive: false,
    permission: infraQuotaRequestPermission,
    steps: quotaSteps(services),
    projectOf: async input => input.project,
    describe: input => ({ ...input }),
    result: (_operation, plan) => ({ resources: [], project: plan.project }),

    async prepare(input, requester) {
      const project = await find(input, requester.hiddenProject);
      if (!project) {
        return { problems: [noProject(input.project)], decided: null };
      }
      const [place] = project.bindings;
      if (project.state !== 'active' || !place) {
        return {
          problems: [
            problem(
              'project',
              `${project.name} is ${project.state}; wait for it to be there.`,
            ),
          ],
          decided: null,
        };
      }
      const plan: QuotaPlan = {
        project: project.name,
        before: project.quota,
        after: wanted(input, project.quota),
        reason: input.reason,
        places: project.bindings.map(({ provider, externalId }) => ({
          provider,
          externalId,
        })),
      };
      const words = changeWords(plan.before, plan.after);
      const over = await checkBudget(plan, project.owner);
      return {
        problems: words
          ? [...(await tooSmallFor(plan)), ...over]
          : [problem(null, `The quota of ${project.name} is that already.`)],
        decided: {
          title: `Change the quota of ${project.name}: ${words || 'nothing'}`,
          project: project.name,
          provider: place.provider,
          owner: project.owner,
          takes: null,
          takesField: 'project',
          approvalReasons: isMore(plan.before, plan.after)
            ? ['A higher quota is granted by an approver.']
            : [],
          facts: {
            quota: { before: plan.before, after: plan.after },
            holds: growth(plan.before, plan.after),
          },
          plan,
        },
      };
    },

    async admit({ plan, project: name, owner }, { tx }) {
      await projects.lock(name, tx);
      const open = (await operations.openOperations(name, tx)).find(
        one => one.type === 'quota.change',
      );
      if (open) {
        return [
          problem(
            'project',
            `A change of the quota of ${name} is under way already (/infra/operations/${open.id}).`,
          ),
        ];
      }
      const project = await projects.find(name, tx);
      if (!project || changeWords(project.quota, plan.before) !== '') {
        return [
          problem(
            'project',
            `The quota of ${name} has changed in the meantime: ask again.`,
          ),
        ];
      }
      return [
        ...(await tooSmallFor(plan, tx)),
        ...(await checkBudget(plan, owner, tx)),
      ];
    },
  };
}
