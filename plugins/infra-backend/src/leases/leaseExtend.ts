import {
  infraInstanceOperatePermission,
  leaseExtendInputSchema,
  type LeaseExtendInput,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../config/InfraConfig';
import { DAY_MS, leaseDates } from './leaseDates';
import { momentWords } from './leaseWords';
import type { LeasedInstances } from './LeasedInstances';
import type { LeaseStore } from './LeaseStore';
import type { ProjectStore } from '../projects/ProjectStore';
import {
  approvalReasons,
  checkLength,
  checkOpen,
  gpusOf,
  inDays,
} from './checkLease';
import { problem } from '../operations/problem';
import type {
  OperationDefinition,
  StepDefinition,
} from '../operations/OperationDefinition';
import { OperationFailure } from '../operations/OperationFailure';
import type { OperationStore } from '../operations/OperationStore';

interface ExtendPlan extends Record<string, unknown> {
  ref: string;
  name: string;
  /** the end as it was when it was asked for, ISO 8601 */
  before: string;
  endsAt: string;
}

interface Services {
  config: InfraConfig;
  instances: LeasedInstances;
  leases: LeaseStore;
  operations: OperationStore;
  projects: ProjectStore;
  now?: () => Date;
}

function extendStep(services: Services): StepDefinition<ExtendPlan> {
  return {
    name: 'extend',
    title: 'Move the end of the lease',
    async run({ plan }) {
      const now = services.now?.() ?? new Date();
      const dates = leaseDates(
        new Date(plan.endsAt).getTime(),
        now,
        services.config.lease,
      );
      if (!(await services.leases.extend(plan.ref, dates))) {
        throw new OperationFailure(
          'user',
          `It is too late: ${plan.name} is being deleted or gone.`,
        );
      }
      const row = await services.instances.row(plan.ref);
      return {
        done: true,
        message: `The lease ends on ${momentWords(plan.endsAt)}${
          row?.status === 'stopped'
            ? `; ${plan.name} is stopped: start it when you need it`
            : ''
        }`,
      };
    },
  };
}

/** Keep an instance for longer. */
export function leaseExtend(
  services: Services,
): OperationDefinition<LeaseExtendInput, ExtendPlan> {
  const { config, instances, leases, operations, projects } = services;
  return {
    type: 'lease.extend',
    input: leaseExtendInputSchema,
    destructive: false,
    permission: infraInstanceOperatePermission,
    projectOf: input => instances.projectOf(input.ref),
    describe: input => ({ ...input }),
    steps: [extendStep(services)],
    result: ({ project }, { ref }) => ({ resources: [ref], project }),

    async prepare(input, requester) {
      const found = await instances.managed(input.ref, requester);
      if (!found.value) {
        return { problems: found.problems, decided: null };
      }
      const { row, project, owner, provider } = found.value;
      const lease = await leases.find(row.ref);
      const problems = checkOpen(lease, row.name);
      if (!lease || problems.length > 0) {
        return { problems, decided: null };
      }
      const nowMs = (services.now?.() ?? new Date()).getTime();
      const endMs =
        Math.max(nowMs, new Date(lease.endsAt).getTime()) + input.days * DAY_MS;
      const left = Math.ceil((endMs - nowMs) / DAY_MS);
      const gpus = gpusOf(row);
      problems.push(...checkLength(left, gpus, config));
      return {
        problems,
        decided: {
          title: `Extend the lease of ${row.name} in ${project} by ${inDays(
            input.days,
          )}, to ${momentWords(new Date(endMs).toISOString())}`,
          project,
          provider: provider.id,
          owner,
          takes: null,
          takesField: 'days',
          approvalReasons: approvalReasons(left, gpus, config),
          facts: { leaseDays: left, holds: row.vector ?? undefined },
          plan: {
            ref: row.ref,
            name: row.name,
            before: lease.endsAt,
            endsAt: new Date(endMs).toISOString(),
          },
        },
      };
    },

    async admit({ plan, project }, { tx }) {
      await projects.lock(project, tx);
      const open = (await operations.openOperations(project, tx)).find(
        one =>
          one.plan.ref === plan.ref &&
          ['lease.extend', 'instance.delete'].includes(one.type),
      );
      if (open) {
        const link = `/infra/operations/${open.id}`;
        return [
          problem(
            'ref',
            open.type === 'lease.extend'
              ? `An extension of the lease of ${plan.name} is under way already (${link}).`
              : `It is too late: ${plan.name} is being deleted by another operation (${link}).`,
          ),
        ];
      }
      const lease = await leases.find(plan.ref, tx);
      const problems = checkOpen(lease, plan.name);
      return problems.length === 0 && lease?.endsAt !== plan.before
        ? [
            problem(
              'ref',
              `The lease of ${plan.name} has changed in the meantime: ask again.`,
            ),
          ]
        : problems;
    },
  };
}
