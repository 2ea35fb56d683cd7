import {
  infraInstanceOperatePermission,
  type InstanceActionType,
  type Problem,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InstanceActionName } from '@ironstage/plugin-infra-node';
import type { z } from 'zod';
import type { ProjectStore } from '../../projects/ProjectStore';
import { checkAction } from '../guardrails/checkAction';
import { checkNotBusy } from '../guardrails/checkNotBusy';
import type {
  InstanceLookup,
  ManagedInstance,
} from '../guardrails/InstanceLookup';
import { checkState } from '../guardrails/instanceStates';
import { problem } from '../../operations/problem';
import type {
  Decided,
  OperationDefinition,
  RequestFacts,
} from '../../operations/OperationDefinition';
import type {
  OpenOperation,
  OperationStore,
} from '../../operations/OperationStore';
import { planOf, type ActionPlan } from '../steps/actions/ActionWork';

/** What the definitions of actions on instances work with. */
export interface InstanceActionServices {
  instances: InstanceLookup;
  projects: ProjectStore;
  operations: OperationStore;
}

/** Plan of an action that asks the guest unless it is told to use force. */
export interface ForcePlan extends ActionPlan {
  force: boolean;
}

type Admission<I, P extends Record<string, unknown>> = Parameters<
  NonNullable<OperationDefinition<I, P>['admit']>
>[1];

/** What a kind of action adds to what all of them check. */
export interface InstanceActionSpec<I, P extends ActionPlan>
  extends Pick<OperationDefinition<I, P>, 'steps'>,
    Partial<
      Pick<
        OperationDefinition<I, P>,
        'permission' | 'destructive' | 'describe' | 'result'
      >
    > {
  type: InstanceActionType;
  input: z.ZodType<I>;
  title(input: I, target: ManagedInstance): string;
  /** what the provider has to be able to do */
  needs(input: I): InstanceActionName;
  /** Checks what is particular to the action, and finds what is needed. */
  decide(
    input: I,
    target: ManagedInstance,
    basis: ActionPlan,
  ): Promise<{
    problems: Problem[];
    plan: P | null;
    takes?: ResourceVector | null;
    takesField?: string;
    facts?: RequestFacts;
  }>;
  /** The checks and writes that only hold while nobody else is admitted. */
  admit?(
    decided: Decided<P>,
    admission: Admission<I, P> & { open: OpenOperation[] },
  ): Promise<Problem[]>;
}

/** True of the input or the plan of an action that does not ask the guest. */
const isForced = (of: object): boolean => 'force' in of && of.force === true;

/** An operation on an instance that is there: one at a time for each instance. */
export function instanceAction<I extends { ref: string }, P extends ActionPlan>(
  services: InstanceActionServices,
  spec: InstanceActionSpec<I, P>,
): OperationDefinition<I, P> {
  const { instances, projects, operations } = services;
  return {
    type: spec.type,
    input: spec.input,
    destructive: spec.destructive ?? false,
    permission: spec.permission ?? infraInstanceOperatePermission,
    steps: spec.steps,
    projectOf: input => instances.projectOf(input.ref),
    describe: spec.describe ?? (input => ({ ...input })),
    result:
      spec.result ??
      (({ project }, { ref }) => ({ resources: [ref], project })),

    async prepare(input, requester) {
      const found = await instances.managed(input.ref, requester);
      if (!found.value) {
        return { problems: found.problems, decided: null };
      }
      const { row, provider, project, owner } = found.value;
      const open = await operations.openOperations(project);
      const problems = checkAction(provider, spec.needs(input));
      if (problems.length === 0) {
        // what is being changed is in no state to judge by
        const busy = checkNotBusy(row, open);
        problems.push(
          ...(busy.length > 0
            ? busy
            : checkState(row, spec.type, isForced(input))),
        );
      }
      const { plan, ...more } = await spec.decide(
        input,
        found.value,
        planOf(row),
      );
      problems.push(...more.problems);
      if (!plan) {
        return { problems, decided: null };
      }
      return {
        problems,
        decided: {
          title: spec.title(input, found.value),
          project,
          provider: provider.id,
          owner,
          takes: more.takes ?? null,
          takesField: more.takesField ?? 'ref',
          approvalReasons: [],
          facts: more.facts,
          plan,
        },
      };
    },

    async admit(decided, admission) {
      const { plan, project } = decided;
      const { tx } = admission;
      await projects.lock(project, tx);
      const row = await instances.row(plan.ref, tx);
      if (row?.project !== project) {
        return [problem('ref', `${plan.name} is no longer in ${project}.`)];
      }
      const open = await operations.openOperations(project, tx);
      const busy = checkNotBusy(row, open);
      if (busy.length > 0) {
        return busy;
      }
      const problems = checkState(row, spec.type, isForced(plan));
      return problems.length > 0
        ? problems
        : spec.admit?.(decided, { ...admission, open }) ?? [];
    },
  };
}
