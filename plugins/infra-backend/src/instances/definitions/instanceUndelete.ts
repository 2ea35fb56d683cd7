import {
  infraInstanceOperatePermission,
  instanceUndeleteInputSchema,
  type InstanceUndeleteInput,
  type Problem,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../../config/InfraConfig';
import { DAY_MS } from '../../leases/leaseDates';
import type { LeaseStore, StoredLease } from '../../leases/LeaseStore';
import type {
  OperationDefinition,
  StepDefinition,
} from '../../operations/OperationDefinition';
import { OperationFailure } from '../../operations/OperationFailure';
import type { OperationStore } from '../../operations/OperationStore';
import { problem } from '../../operations/problem';
import type { ProjectStore } from '../../projects/ProjectStore';
import type { InstanceLookup } from '../guardrails/InstanceLookup';

interface UndeletePlan extends Record<string, unknown> {
  ref: string;
  name: string;
}

interface Services {
  config: InfraConfig;
  leases: LeaseStore;
  instances: InstanceLookup;
  operations: OperationStore;
  projects: ProjectStore;
  now?: () => Date;
}

/** Whether the deletion of something can still be taken back. */
function checkKept(
  lease: StoredLease | undefined,
  name: string,
  now: Date,
): Problem[] {
  switch (lease?.state) {
    case 'grace':
      return lease.endsAt > now.toISOString()
        ? []
        : [
            problem(
              'ref',
              `${name} was not deleted, its lease has ended: extend it instead.`,
            ),
          ];
    case 'releasing':
    case 'released':
      return [problem('ref', `It is too late: ${name} is being deleted.`)];
    default:
      return [problem('ref', `${name} is not deleted.`)];
  }
}

function restoreStep({
  leases,
  config,
  now = () => new Date(),
}: Services): StepDefinition<UndeletePlan> {
  return {
    name: 'restore',
    title: 'Keep it as before',
    async run({ plan }) {
      const lease = await leases.find(plan.ref);
      const done = `${plan.name} is kept as before; start it when you need it`;
      if (lease?.state === 'active') {
        return { done: true, message: done };
      }
      const graceEndsAt = new Date(
        Date.parse(lease?.endsAt ?? '') + config.lease.graceDays * DAY_MS,
      );
      if (
        !lease ||
        !(await leases.restore(
          plan.ref,
          now().toISOString(),
          graceEndsAt.toISOString(),
        ))
      ) {
        throw new OperationFailure(
          'user',
          `It is too late: ${plan.name} is being deleted, or its lease has ended.`,
        );
      }
      return { done: true, message: done };
    },
  };
}

/** Take back the deletion of an instance, while it is kept. */
export function instanceUndelete(
  services: Services,
): OperationDefinition<InstanceUndeleteInput, UndeletePlan> {
  const { instances, leases, operations, projects } = services;
  const now = () => services.now?.() ?? new Date();
  return {
    type: 'instance.undelete',
    input: instanceUndeleteInputSchema,
    destructive: false,
    permission: infraInstanceOperatePermission,
    projectOf: input => instances.projectOf(input.ref),
    describe: input => ({ ...input }),
    steps: [restoreStep(services)],
    result: ({ project }, { ref }) => ({ resources: [ref], project }),

    async prepare(input, requester) {
      const found = await instances.managed(input.ref, requester);
      if (!found.value) {
        return { problems: found.problems, decided: null };
      }
      const { row, project, owner, provider } = found.value;
      return {
        problems: checkKept(await leases.find(row.ref), row.name, now()),
        decided: {
          title: `Take back the deletion of ${row.name} in ${project}`,
          project,
          provider: provider.id,
          owner,
          takes: null,
          takesField: 'ref',
          approvalReasons: [],
          plan: { ref: row.ref, name: row.name },
        },
      };
    },

    async admit({ plan, project }, { tx }) {
      await projects.lock(project, tx);
      const open = await operations.openOperations(project, tx);
      return open.some(
        one => one.plan.ref === plan.ref && one.type === 'instance.delete',
      )
        ? [problem('ref', `It is too late: ${plan.name} is being deleted.`)]
        : checkKept(await leases.find(plan.ref, tx), plan.name, now());
    },
  };
}
