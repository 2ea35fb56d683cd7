import {
  infraProjectCreatePermission,
  projectAdoptInputSchema,
  projectName,
  type ProjectAdoptInput,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { OperationDefinition } from '../operations/OperationDefinition';
import { problem } from '../operations/problem';
import type { ProjectStore, StoredProject } from '../projects/ProjectStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { checkTeam } from '../projects/checkTeam';
import { adoptionSteps, type AdoptionPlan } from './adoptionSteps';
import { atLeast } from './atLeast';
import { teamNames } from './teamNames';
import type { StoredTenant, TenantStore } from './TenantStore';

interface Services {
  config: InfraConfig;
  projects: ProjectStore;
  tenants: TenantStore;
  inventory: InventoryStore;
  providers: ProviderRegistry;
}

/** What nobody but the platform team takes over: what is not named like the team. */
function isNamedLike(team: string, tenant: StoredTenant): boolean {
  const [name] = teamNames([team]);
  const called = tenant.name.toLowerCase();
  return called === name || called.startsWith(`${name}-`);
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
    steps: adoptionSteps(services),
    result: (_operation, plan) => ({ resources: [], project: plan.name }),

    async prepare(input, requester) {
      const problems = checkTeam(input, requester, config.naming);
      const team = input.team.toLowerCase();
      const provider = providers.find(input.provider);
      if (!provider) {
        problems.push(
          problem('provider', `There is no provider "${input.provider}".`),
        );
      }
      if (!provider || problems.some(one => one.field === 'team')) {
        // who may not act for the team is told nothing of the tenant
        return { problems, decided: null };
      }
      // what is not hers to ask for is told as if it were not there
      const found = (await tenants.find(provider.id, input.tenant)).filter(
        one => requester.mayManageAll || isNamedLike(team, one),
      );
      const [tenant, ...more] = found;
      if (!tenant) {
        problems.push(
          problem(
            'tenant',
            requester.mayManageAll
              ? `${provider.title} has no tenant "${input.tenant}" that is nobody's yet.`
              : `${provider.title} has no tenant "${input.tenant}" that is nobody's yet and named like the team; others are taken over by the platform team.`,
          ),
        );
      }
      if (more.length > 0) {
        problems.push(
          problem(
            'tenant',
            `${provider.title} has ${found.length} tenants named "${
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
      if (!tenant || problems.length > 0) {
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
