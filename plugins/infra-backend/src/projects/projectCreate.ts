import {
  infraProjectCreatePermission,
  projectCreateInputSchema,
  projectName,
  vector,
  type Problem,
  type ProjectCreateInput,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { ProjectManager } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryStore } from '../inventory/InventoryStore';
import { checkTeam } from './checkTeam';
import type { ProjectStore } from './ProjectStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { problem } from '../operations/problem';
import type {
  OperationDefinition,
  StepContext,
  StepDefinition,
} from '../operations/OperationDefinition';
import { OperationFailure } from '../operations/OperationFailure';

/** Everything that is decided about a new project at admission. */
export interface ProjectPlan extends Record<string, unknown> {
  name: string;
  team: string;
  environment: string;
  description: string;
  quota: ResourceVector;
}

/** What stands above a project's quota: whether there is room for it. */
export interface QuotaBudget {
  /**
   * @param change - the quota as it is (nothing of it, for a new project) and as it would be
   * @param tx - the admitting transaction; others who want something of the same budgets wait for it
   * @returns problems, a sentence for each budget that has no room
   */
  check(
    change: {
      project: string;
      owner: string;
      before: ResourceVector;
      after: ResourceVector;
    },
    field: string | null,
    tx?: Knex.Transaction,
  ): Promise<Problem[]>;
}

interface Services {
  budget: QuotaBudget;
  config: InfraConfig;
  projects: ProjectStore;
  inventory: InventoryStore;
  providers: ProviderRegistry;
}

type Context = StepContext<ProjectPlan>;

function managerOf({ provider }: Context): ProjectManager {
  if (!provider.projects) {
    throw new OperationFailure(
      'provider',
      `The portal may no longer create projects at ${provider.title}.`,
    );
  }
  return provider.projects;
}

function targetOf(context: Context) {
  return {
    operationId: context.operation.id,
    externalId: String(context.output('project').externalId),
    name: context.plan.name,
  };
}

function steps(services: Services): Array<StepDefinition<ProjectPlan>> {
  const { projects, inventory } = services;
  return [
    {
      name: 'project',
      title: 'Create the project',
      async run(context) {
        const { plan, operation } = context;
        const { externalId } = await managerOf(context).ensureProject(
          {
            operationId: operation.id,
            name: plan.name,
            description: plan.description,
            owner: plan.team,
            environment: plan.environment,
          },
          context,
        );
        return {
          done: true,
          message: `${plan.name} is there`,
          output: { externalId },
        };
      },
      async undo(context) {
        const { plan, operation } = context;
        const made = await managerOf(context).findProject(
          { operationId: operation.id, name: plan.name },
          context,
        );
        if (made) {
          await managerOf(context).removeProject(
            { operationId: operation.id, name: plan.name, ...made },
            context,
          );
        }
        return { done: true, message: 'Nothing of it is left' };
      },
      leftover: ({ plan, provider }) =>
        `The project ${plan.name} is still at ${provider.title}; the platform team must delete it there.`,
    },
    {
      name: 'access',
      title: 'Give the team access',
      async run(context) {
        await managerOf(context).ensureAccess(
          { ...targetOf(context), owner: context.plan.team },
          context,
        );
        return { done: true, message: 'Roles are assigned' };
      },
    },
    {
      name: 'quota',
      title: 'Set the quota',
      async run(context) {
        const { quotas, title } = context.provider;
        if (!quotas) {
          return {
            done: true,
            message: `${title} keeps no limits of its own; the portal's quota holds`,
          };
        }
        await quotas.setQuota(
          { ...targetOf(context), quota: context.plan.quota },
          context,
        );
        return { done: true, message: 'The quota is set' };
      },
    },
    {
      name: 'network',
      title: 'Create the network',
      async run(context) {
        const { networks, title } = context.provider;
        if (!networks) {
          return {
            done: true,
            message: `Projects use the shared networks of ${title}`,
            output: { networkExternalId: null },
          };
        }
        const output = await networks.ensureNetwork(targetOf(context), context);
        return {
          done: true,
          message: 'Network, subnet and way out are there',
          output,
        };
      },
    },
    {
      name: 'firewall',
      title: 'Set the firewall baseline',
      async run(context) {
        const { networks, title } = context.provider;
        if (!networks) {
          return {
            done: true,
            message: `The packet filter of ${title} is the platform team's`,
          };
        }
        await networks.ensureFirewallBaseline(targetOf(context), context);
        return {
          done: true,
          message: 'Nothing comes in but what the policy allows',
        };
      },
    },
    {
      name: 'register',
      title: 'Put it on record',
      async run(context) {
        const { plan, provider } = context;
        const { externalId } = targetOf(context);
        const own = context.output('network').networkExternalId;
        const networkExternalId = own === null ? null : String(own);
        await projects.bind(plan.name, {
          provider: provider.id,
          externalId,
          networkExternalId,
        });
        await inventory.assignTenant(
          { provider: provider.id, externalId },
          { name: plan.name, owner: plan.team },
        );
        const read = await Promise.all([
          provider.inventory.get('project', externalId, context),
          networkExternalId === null
            ? undefined
            : provider.inventory.get('network', networkExternalId, context),
        ]);
        await inventory.upsert(
          { provider: provider.id, site: provider.site },
          read.filter(item => item !== undefined),
        );
        await projects.activate(plan.name);
        return {
          done: true,
          message: 'It is in the inventory and the catalog',
        };
      },
      async undo(context) {
        const { externalId } = targetOf(context);
        await inventory.assignTenant(
          { provider: context.provider.id, externalId },
          null,
        );
        return { done: true, message: 'It is off the record' };
      },
    },
  ];
}

/** Create a project: a team's environment at a provider. */
export function projectCreate(
  services: Services,
): OperationDefinition<ProjectCreateInput, ProjectPlan> {
  const { config, projects, inventory, providers, budget } = services;
  const checkBudget = (plan: ProjectPlan, tx?: Knex.Transaction) =>
    budget.check(
      {
        project: plan.name,
        owner: plan.team,
        before: vector(),
        after: plan.quota,
      },
      'team',
      tx,
    );
  return {
    type: 'project.create',
    input: projectCreateInputSchema,
    destructive: false,
    permission: infraProjectCreatePermission,
    projectOf: async () => undefined,
    describe: input => ({ ...input }),
    steps: steps(services),
    result: (_operation, plan) => ({ resources: [], project: plan.name }),

    async prepare(input, requester) {
      const problems = checkTeam(input, requester, config.naming);
      const provider = providers.find(input.provider);
      if (!provider?.projects) {
        problems.push(
          problem(
            'provider',
            provider
              ? `The portal may not create projects at ${provider.title}.`
              : `There is no provider "${input.provider}".`,
            provider ? 'policy' : 'user',
          ),
        );
      }
      const name = projectName(input.team, input.environment, config.naming);
      if (await projects.find(name)) {
        problems.push(takenProject(name));
      } else if (
        provider &&
        (await inventory.resolve('project', provider.id, name)).length > 0
      ) {
        problems.push(
          problem(
            'environment',
            `${provider.title} already has a project "${name}" that was not made here; the platform team can rename it or take it over.`,
          ),
        );
      }
      if (!provider?.projects) {
        return { problems, decided: null };
      }
      const plan: ProjectPlan = {
        name,
        team: input.team.toLowerCase(),
        environment: input.environment,
        description: input.description,
        quota: config.defaultQuotas[input.environment],
      };
      if (problems.length === 0) {
        problems.push(...(await checkBudget(plan)));
      }
      return {
        problems,
        decided: {
          title: `Create project ${name} at ${provider.title}`,
          project: name,
          provider: provider.id,
          owner: input.team.toLowerCase(),
          takes: null,
          takesField: 'team',
          approvalReasons: config.approvals.projectEnvironments.includes(
            input.environment,
          )
            ? [`New projects for ${input.environment} are approved first.`]
            : [],
          facts: { environment: input.environment },
          plan,
        },
      };
    },

    async admit(decided, { operationId, tx }) {
      const { plan } = decided;
      const inserted = await projects.insert(
        {
          name: plan.name,
          description: plan.description,
          environment: plan.environment,
          owner: plan.team,
          state: 'creating',
          quota: plan.quota,
          operationId,
          createdAt: new Date().toISOString(),
        },
        tx,
      );
      return inserted ? checkBudget(plan, tx) : [takenProject(plan.name)];
    },

    abandon: (_operation, plan, tx) => projects.delete(plan.name, tx),
  };
}

function takenProject(name: string) {
  return problem('environment', `There is already a project "${name}".`);
}
