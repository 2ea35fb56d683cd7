import {
  addVectors,
  formatAmount,
  shortfalls,
  vector,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { QuotaManager } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import type {
  StepContext,
  StepDefinition,
} from '../operations/OperationDefinition';
import { OperationFailure } from '../operations/OperationFailure';
import type { ProjectStore } from '../projects/ProjectStore';
import type { UsageCalculator } from '../projects/UsageCalculator';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { QuotaStore } from './QuotaStore';
import { changeWords, readBackWords } from './quotaWords';

/** What is decided about a quota at admission. */
export interface QuotaPlan extends Record<string, unknown> {
  project: string;
  before: ResourceVector;
  after: ResourceVector;
  reason: string;
  /** where the project is, with the id of its tenant there */
  places: Array<{ provider: string; externalId: string }>;
}

/** What the steps of `quota.change` work with. */
export interface QuotaStepServices {
  knex: Knex;
  projects: ProjectStore;
  usage: UsageCalculator;
  quotas: QuotaStore;
  providers: ProviderRegistry;
  now?: () => Date;
}

type Context = StepContext<QuotaPlan>;

/** The smaller of two vectors, part by part; a GPU model that one of them does not list has none. */
function smaller(a: ResourceVector, b: ResourceVector): ResourceVector {
  return vector({
    vcpus: Math.min(a.vcpus, b.vcpus),
    memoryBytes: Math.min(a.memoryBytes, b.memoryBytes),
    storageBytes: Math.min(a.storageBytes, b.storageBytes),
    instances: Math.min(a.instances, b.instances),
    gpus: Object.fromEntries(
      Object.keys(a.gpus)
        .filter(model => model in b.gpus)
        .map(model => [model, Math.min(a.gpus[model], b.gpus[model])]),
    ),
  });
}

/** Why a quota can't be as small as it is asked for; empty when it can. */
export async function tooSmall(
  services: Pick<QuotaStepServices, 'usage'>,
  project: string,
  quota: ResourceVector,
  tx?: Knex.Transaction,
): Promise<string[]> {
  const totals = (await services.usage.totals([project], tx)).get(project);
  const held = totals ? addVectors(totals.used, totals.reserved) : vector();
  return shortfalls(held, quota).map(
    one =>
      `${project} has or has reserved ${formatAmount(
        one.dimension,
        one.requested,
      )}; its quota can not be ${formatAmount(one.dimension, one.available)}.`,
  );
}

/** Everybody who agreed; `system` where a rule did. */
function decidersOf({ approval }: Context['operation']): string[] {
  const agreed = approval?.consents.map(one => one.by) ?? [];
  const last = approval?.decidedBy ?? [];
  return [...new Set(agreed.concat(last))];
}

async function setAt(
  services: QuotaStepServices,
  place: QuotaPlan['places'][number],
  quota: ResourceVector,
  context: Context,
): Promise<QuotaManager | undefined> {
  const provider = services.providers.find(place.provider);
  if (!provider) {
    throw new OperationFailure(
      'policy',
      `The provider "${place.provider}" of ${context.plan.project} is no longer configured.`,
    );
  }
  await provider.quotas?.setQuota(
    {
      operationId: context.operation.id,
      externalId: place.externalId,
      name: context.plan.project,
      quota,
    },
    context,
  );
  return provider.quotas;
}

/** Gives up first, then has the clouds change, then gives: in between, nobody gets what both limits do not allow. */
export function quotaSteps(
  services: QuotaStepServices,
): Array<StepDefinition<QuotaPlan>> {
  const { knex, projects, quotas } = services;
  return [
    {
      name: 'give-up',
      title: 'Hold back what is given up',
      async run({ plan }) {
        await knex.transaction(async tx => {
          await projects.lock(plan.project, tx);
          const [reason] = await tooSmall(
            services,
            plan.project,
            plan.after,
            tx,
          );
          if (reason) {
            throw new OperationFailure('user', reason);
          }
          await projects.setQuota(
            plan.project,
            smaller(plan.before, plan.after),
            tx,
          );
        });
        return { done: true, message: 'Nobody can use it any more' };
      },
      async undo({ plan }) {
        await projects.setQuota(plan.project, plan.before);
        return { done: true, message: 'The quota is what it was' };
      },
    },
    {
      name: 'limits',
      title: 'Set the limits at the clouds and read them back',
      async run(context) {
        const { plan } = context;
        const readBack: Array<{ provider: string; message: string }> = [];
        for (const place of plan.places) {
          const manager = await setAt(services, place, plan.after, context);
          readBack.push({
            provider: place.provider,
            message: manager
              ? readBackWords(
                  plan.after,
                  await manager.getQuota(place, context),
                )
              : "It keeps no limits of its own; the portal's quota holds.",
          });
        }
        return {
          done: true,
          message: readBack
            .map(one => `${one.provider}: ${one.message}`)
            .join(' '),
          output: { readBack },
        };
      },
      async undo(context) {
        const { plan } = context;
        for (const place of plan.places) {
          await setAt(services, place, plan.before, context);
        }
        return { done: true, message: 'The clouds have the old limits' };
      },
      leftover: ({ plan }) =>
        `${plan.places
          .map(place => place.provider)
          .join(', ')} may have other limits for ${
          plan.project
        } than the portal; the platform team must set them there.`,
    },
    {
      name: 'record',
      title: 'Put it on record',
      async run({ plan, operation, output }) {
        const now = services.now?.() ?? new Date();
        await knex.transaction(async tx => {
          await projects.lock(plan.project, tx);
          await projects.setQuota(plan.project, plan.after, tx);
          await quotas.record(
            {
              project: plan.project,
              at: now.toISOString(),
              requester: operation.requester,
              decidedBy: decidersOf(operation),
              reason: plan.reason,
              operationId: operation.id,
              before: plan.before,
              after: plan.after,
              readBack: output('limits').readBack as Array<{
                provider: string;
                message: string;
              }>,
            },
            tx,
          );
        });
        return { done: true, message: changeWords(plan.before, plan.after) };
      },
    },
  ];
}
