import {
  infraInstanceDeletePermission,
  instanceDeleteInputSchema,
  type InstanceDeleteInput,
  type Problem,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../../config/InfraConfig';
import type { LeaseStore, StoredLease } from '../../leases/LeaseStore';
import { momentWords } from '../../leases/leaseWords';
import type { InventoryStore } from '../../inventory/InventoryStore';
import type { ProjectStore } from '../../projects/ProjectStore';
import { checkNotBusy } from '../guardrails/checkNotBusy';
import type { InstanceLookup } from '../guardrails/InstanceLookup';
import { problem } from '../../operations/problem';
import type {
  OperationDefinition,
  StepDefinition,
} from '../../operations/OperationDefinition';
import { OperationFailure } from '../../operations/OperationFailure';
import type { OperationStore } from '../../operations/OperationStore';

interface DeletePlan extends Record<string, unknown> {
  ref: string;
  name: string;
  externalId: string;
  projectExternalId: string;
  /** when it is deleted for good, ISO 8601; null: now */
  keptUntil: string | null;
}

interface Services {
  config: InfraConfig;
  inventory: InventoryStore;
  leases: LeaseStore;
  instances: InstanceLookup;
  operations: OperationStore;
  projects: ProjectStore;
  now?: () => Date;
}

/** When the end of a lease is tried again after its deletion has failed. */
const RETRY_MS = 3600_000;

/** When what somebody deletes is deleted for good; null: at once. What has no lease has nobody who would do it later. */
function keptUntilOf(
  lease: StoredLease | undefined,
  now: Date,
  { lease: { undoHours } }: InfraConfig,
): string | null {
  return undoHours > 0 && lease && ['active', 'grace'].includes(lease.state)
    ? new Date(now.getTime() + undoHours * 3600_000).toISOString()
    : null;
}

function checkNotDeleted(
  lease: StoredLease | undefined,
  name: string,
  now: Date,
): Problem[] {
  return lease?.state === 'grace' && lease.endsAt > now.toISOString()
    ? [
        problem(
          'ref',
          `${name} is deleted already, and kept until ${momentWords(
            lease.graceEndsAt,
          )}: take that back, or have it deleted at once.`,
        ),
      ]
    : [];
}

function steps(services: Services): Array<StepDefinition<DeletePlan>> {
  return [
    {
      name: 'keep',
      title: 'Keep it for a while',
      async run({ plan }) {
        if (!plan.keptUntil) {
          return { done: true, message: 'It is not kept' };
        }
        if (!(await services.leases.condemn(plan.ref, plan.keptUntil))) {
          throw new OperationFailure(
            'user',
            `${plan.name} is being deleted for good already.`,
          );
        }
        return {
          done: true,
          message: `${
            plan.name
          } is stopped in a moment and kept until ${momentWords(
            plan.keptUntil,
          )}: so long this can be taken back`,
        };
      },
    },
    {
      name: 'delete',
      title: 'Delete the instance',
      async run({ provider, plan, signal }) {
        if (plan.keptUntil) {
          return { done: true, message: 'Not yet' };
        }
        if (!provider.instances) {
          throw new OperationFailure(
            'provider',
            `The portal may no longer delete instances at ${provider.title}.`,
          );
        }
        if (!(await provider.instances.getState(plan, { signal }))) {
          return { done: true, message: `${plan.name} is gone` };
        }
        await provider.instances.remove(plan, { signal });
        return {
          done: false,
          message: `Waiting for ${plan.name} to be gone`,
          retryAfterMs: services.config.operations.pollSeconds * 1000,
        };
      },
    },
    {
      name: 'unregister',
      title: 'Take it off the record',
      async run({ plan }) {
        if (plan.keptUntil) {
          return { done: true, message: 'Its quota is free when it is gone' };
        }
        await services.inventory.remove([plan.ref]);
        await services.leases.end(plan.ref);
        return { done: true, message: 'Its quota is free again' };
      },
    },
  ];
}

/** Delete an instance of a project. */
export function instanceDelete(
  services: Services,
): OperationDefinition<InstanceDeleteInput, DeletePlan> {
  const { instances, operations, projects } = services;
  return {
    type: 'instance.delete',
    input: instanceDeleteInputSchema,
    destructive: true,
    permission: infraInstanceDeletePermission,
    projectOf: input => instances.projectOf(input.ref),
    describe: input => ({ ...input }),
    steps: steps(services),
    result: ({ project }, { ref, keptUntil }) => ({
      resources: keptUntil ? [ref] : [],
      project,
    }),

    async abandon(_operation, { ref }, tx) {
      const again = (services.now?.() ?? new Date()).getTime() + RETRY_MS;
      await services.leases.postpone(ref, new Date(again).toISOString(), tx);
    },

    async prepare(input, requester) {
      const found = await instances.managed(input.ref, requester);
      if (!found.value) {
        return { problems: found.problems, decided: null };
      }
      const { row, project, owner, provider, binding } = found.value;
      if (!provider.instances) {
        return {
          problems: [
            problem(
              'ref',
              `The portal may not delete instances at ${provider.title}.`,
              'policy',
            ),
          ],
          decided: null,
        };
      }
      const time = services.now?.() ?? new Date();
      const lease = await services.leases.find(row.ref);
      const keptUntil =
        input.immediately || requester.ref === 'system'
          ? null
          : keptUntilOf(lease, time, services.config);
      return {
        problems: [
          ...checkNotBusy(row, await operations.openOperations(project)),
          ...(keptUntil ? checkNotDeleted(lease, row.name, time) : []),
        ],
        decided: {
          title: `Delete ${row.name} in ${project}${
            keptUntil ? `, kept until ${momentWords(keptUntil)}` : ''
          }`,
          project,
          provider: provider.id,
          owner,
          takes: null,
          takesField: 'ref',
          approvalReasons: [],
          plan: {
            ref: row.ref,
            name: row.name,
            externalId: row.externalId,
            projectExternalId: binding.externalId,
            keptUntil,
          },
        },
      };
    },

    async admit({ plan, project }, { requester, tx }) {
      await projects.lock(project, tx);
      const row = await instances.row(plan.ref, tx);
      const problems = row
        ? checkNotBusy(row, await operations.openOperations(project, tx))
        : [problem('ref', `${plan.name} is gone already.`)];
      if (problems.length === 0 && requester.ref === 'system') {
        // its lease has ended; together with the operation, which may be done before anything else is written
        const now = (services.now?.() ?? new Date()).toISOString();
        if (!(await services.leases.beginRelease(plan.ref, now, tx))) {
          return [problem('ref', `The lease of ${plan.name} was extended.`)];
        }
      }
      return problems;
    },
  };
}
