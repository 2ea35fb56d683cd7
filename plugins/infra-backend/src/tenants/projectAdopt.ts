import {
  checkProjectName,
  infraProjectCreatePermission,
  projectAdoptInputSchema,
  projectName,
  type ProjectAdoptInput,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryStore } from '../inventory/InventoryStore';
import type {
  OperationDefinition,
  Requester,
  StepDefinition,
} from '../operations/OperationDefinition';
import { OperationFailure } from '../operations/OperationFailure';
import { problem } from '../operations/problem';
import type { ProjectStore, StoredProject } from '../projects/ProjectStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { atLeast } from './atLeast';
import { teamNames } from './teamNames';
import type { StoredTenant, TenantStore } from './TenantStore';

/** Everything that is decided about a tenant at admission. */
export interface AdoptionPlan extends Record<string, unknown> {
  name: string;
  team: string;
  environment: string;
  description: string;
  quota: ResourceVector;
  externalId: string;
  /** the project is there already and gets a second place */
  joins: boolean;
}

interface Services {
  config: InfraConfig;
  projects: ProjectStore;
  tenants: TenantStore;
  inventory: InventoryStore;
  providers: ProviderRegistry;
}

function steps({
  inventory,
  projects,
}: Services): Array<StepDefinition<AdoptionPlan>> {
  return [
    {
      name: 'look',
      title: 'Look whether it is there',
      async run(context) {
        const { plan, provider } = context;
        const found = await provider.inventory.get(
          'project',
          plan.externalId,
          context,
        );
        if (!found) {
          throw new OperationFailure(
            'user',
            `The tenant is no longer at ${provider.title}; nothing was taken over.`,
          );
        }
        return { done: true, message: `It is there, as ${found.name}` };
      },
    },
    {
      name: 'register',
      title: 'Put it on record',
      async run({ plan, provider }) {
        await inventory.assignTenant(
          { provider: provider.id, externalId: plan.externalId },
          { name: plan.name, owner: plan.team },
        );
        await projects.activate(plan.name);
        return {
          done: true,
          message: `What is in it belongs to ${plan.name}; nothing was changed at ${provider.title}`,
        };
      },
      async undo({ plan, provider }) {
        await inventory.assignTenant(
          { provider: provider.id, externalId: plan.externalId },
          null,
        );
        return { done: true, message: "It is nobody's again" };
      },
    },
  ];
}

/** Why somebody may not have a tenant for a team. */
function whoseProblems(
  input: ProjectAdoptInput,
  tenant: StoredTenant | undefined,
  requester: Requester,
) {
  if (requester.mayManageAll) {
    return [];
  }
  const team = input.team.toLowerCase();
  if (!requester.ownership.includes(team)) {
    return [
      problem('team', `You are not a member of ${input.team}.`, 'policy'),
    ];
  }
  const [name] = teamNames([team]);
  const called = tenant?.name.toLowerCase();
  return called === undefined ||
    called === name ||
    called.startsWith(`${name}-`)
    ? []
    : [
        problem(
          'tenant',
          'A tenant that is not named like the team is taken over by the platform team.',
          'policy',
        ),
      ];
}

const other = (existing: StoredProject, team: string, environment: string) =>
  existing.owner !== team || existing.environment !== environment;

/** Take over a tenant that was there before the portal: it becomes a project, and what is in it gets an owner. */
export function projectAdopt(
  services: Services,
): OperationDefinition<ProjectAdoptInput, AdoptionPlan> {
  const { config, projects, tenants, providers } = services;

  return {
    type: 'project.adopt',
    input: projectAdoptInputSchema,
    destructive: false,
    permission: infraProjectCreatePermission,
    projectOf: async () => undefined,
    describe: input => ({ ...input }),
    steps: steps(services),
    result: (_operation, plan) => ({ resources: [], project: plan.name }),

    async prepare(input, requester) {
      const problems = checkProjectName(
        input.team,
        input.environment,
        config.naming,
      );
      const team = input.team.toLowerCase();
      if (!team.startsWith('group:')) {
        problems.push(
          problem(
            'team',
            `"${input.team}" is not a team; give its entity ref, such as group:default/payments.`,
          ),
        );
      }
      const provider = providers.find(input.provider);
      if (!provider) {
        problems.push(
          problem('provider', `There is no provider "${input.provider}".`),
        );
      }
      const found = provider
        ? await tenants.find(provider.id, input.tenant)
        : [];
      const [tenant, ...more] = found;
      const whose = whoseProblems(input, tenant, requester);
      problems.push(...whose);
      if (provider && (!tenant || whose.length > 0)) {
        // what one may not have is told as if it were not there
        if (whose.length === 0) {
          problems.push(
            problem(
              'tenant',
              `${provider.title} has no tenant "${input.tenant}" that is nobody's yet.`,
            ),
          );
        }
        return { problems, decided: null };
      }
      if (more.length > 0) {
        problems.push(
          problem(
            'tenant',
            `${provider?.title} has ${found.length} tenants named "${
              input.tenant
            }"; give the id: ${found.map(one => one.externalId).join(', ')}.`,
          ),
        );
      }
      const name = projectName(input.team, input.environment, config.naming);
      const existing = await projects.find(name);
      if (
        existing &&
        (other(existing, team, input.environment) ||
          existing.bindings.some(one => one.provider === input.provider))
      ) {
        problems.push(takenProject(name));
      }
      if (!provider || !tenant || problems.length > 0) {
        return { problems, decided: null };
      }
      const { holds, externalId, instances } = tenant;
      return {
        problems,
        decided: {
          title: `Take over ${tenant.name} of ${provider.title} as ${name}, with ${instances} instances`,
          project: name,
          provider: provider.id,
          owner: team,
          takes: null,
          takesField: 'tenant',
          approvalReasons: requester.mayManageAll
            ? []
            : [
                'What was there before the portal is given to a team by an approver.',
              ],
          facts: { environment: input.environment },
          plan: {
            name,
            team,
            environment: input.environment,
            description: input.description,
            quota: atLeast(
              existing?.quota ?? config.defaultQuotas[input.environment],
              holds,
            ),
            externalId,
            joins: existing !== undefined,
          },
        },
      };
    },

    async admit({ plan, provider }, { operationId, tx }) {
      await projects.lockProvider(provider, tx);
      const taken = await tenants.projectOf(provider, plan.externalId, tx);
      if (taken) {
        return [problem('tenant', 'Somebody has just taken over this tenant.')];
      }
      const place = {
        provider,
        externalId: plan.externalId,
        networkExternalId: null,
      };
      if (!plan.joins) {
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
        if (!inserted) {
          return [takenProject(plan.name)];
        }
      } else if (!(await projects.find(plan.name, tx))) {
        return [problem('team', `${plan.name} is no longer there; ask again.`)];
      }
      await projects.bind(plan.name, place, tx);
      return [];
    },

    async abandon(operation, plan, tx) {
      await projects.lock(plan.name, tx);
      await projects.unbind(
        { provider: String(operation.provider), externalId: plan.externalId },
        tx,
      );
      // another tenant may have joined it meanwhile
      const project = await projects.find(plan.name, tx);
      if (project?.state === 'creating' && project.bindings.length === 0) {
        await projects.delete(plan.name, tx);
      }
    },
  };
}

function takenProject(name: string) {
  return problem(
    'environment',
    `There is already a project "${name}" that has a place there, or is another team's.`,
  );
}
