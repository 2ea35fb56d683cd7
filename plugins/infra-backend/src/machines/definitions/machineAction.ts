import {
  infraMachineOperatePermission,
  type MachineActionType,
  type Problem,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { KnexSshKeyStore } from '../../sshKeys/KnexSshKeyStore';
import {
  checkAccount,
  checkMachineAction,
  checkMachineFree,
} from '../guardrails/checkMachine';
import type { HostedInstances } from '../guardrails/HostedInstances';
import type { FoundMachine, MachineLookup } from '../guardrails/MachineLookup';
import { checkMachineState } from '../guardrails/machineStates';
import { problem } from '../../operations/problem';
import type {
  Decided,
  OperationDefinition,
  Requester,
} from '../../operations/OperationDefinition';
import type { OperationStore } from '../../operations/OperationStore';
import {
  machinePlanOf,
  type MachinePlan,
  type MachineStepServices,
} from '../steps/MachineWork';

/** What the definitions of operations on machines work with. */
export interface MachineServices extends MachineStepServices {
  machines: MachineLookup;
  hosted: HostedInstances;
  operations: OperationStore;
  sshKeys: KnexSshKeyStore;
}

/** An operation on a machine; most are for no project. */
export type MachineDefinition<
  I,
  P extends MachinePlan = MachinePlan,
> = OperationDefinition<I, P, string | null>;

/** What a kind of operation adds to what all of them check. */
export interface MachineActionSpec<I, P extends MachinePlan>
  extends Pick<MachineDefinition<I, P>, 'steps'>,
    Partial<Pick<MachineDefinition<I, P>, 'destructive' | 'describe'>> {
  type: MachineActionType;
  input: z.ZodType<I>;
  title(input: I, target: FoundMachine): string;
  /** true when what runs on the machine is cut off */
  stops?: boolean;
  /** Checks what is particular to the operation, and finds what is needed. */
  decide(
    input: I,
    target: FoundMachine,
    basis: MachinePlan,
  ): Promise<{ problems: Problem[]; plan: P | null }>;
  /** Writes what goes with the admission. */
  remember?(
    decided: Decided<P, string | null>,
    requester: Requester,
    tx: Knex.Transaction,
  ): Promise<void>;
}

/** An operation on a machine: for SREs, one at a time for each machine. */
export function machineAction<I extends { ref: string }, P extends MachinePlan>(
  services: MachineServices,
  spec: MachineActionSpec<I, P>,
): MachineDefinition<I, P> {
  const { machines, hosted, operations } = services;
  return {
    type: spec.type,
    input: spec.input,
    destructive: spec.destructive ?? false,
    permission: infraMachineOperatePermission,
    steps: spec.steps,
    projectOf: async ({ ref }) =>
      (await machines.row(ref))?.project ?? undefined,
    describe: spec.describe ?? (input => ({ ...input })),
    result: ({ project }, { ref }) => ({ resources: [ref], project }),

    async prepare(input, requester) {
      const found = await machines.find(input.ref);
      if (!found.value) {
        return { problems: found.problems, decided: null };
      }
      const { row, provider } = found.value;
      const problems = checkMachineAction(provider, spec.type);
      if (problems.length === 0) {
        const open = await operations.openOperationsAt(provider.id);
        // what is being changed is in no state to judge by
        const busy = checkMachineFree(row, open);
        problems.push(
          ...(busy.length > 0 ? busy : checkMachineState(row, spec.type)),
          ...(await checkAccount(row, provider)),
          ...(spec.stops ? await hosted.check(row) : []),
        );
      }
      const { plan, ...more } = await spec.decide(
        input,
        found.value,
        machinePlanOf(row),
      );
      problems.push(...more.problems);
      return {
        problems,
        decided: plan && {
          title: spec.title(input, found.value),
          project: row.project,
          provider: provider.id,
          owner: row.owner ?? requester.ref,
          takes: null,
          takesField: 'ref',
          approvalReasons: [],
          plan,
        },
      };
    },

    async admit(decided, { requester, tx }) {
      const { plan, provider } = decided;
      const row = await machines.locked(plan.ref, tx);
      if (!row) {
        return [problem('ref', `${plan.name} is no longer in the inventory.`)];
      }
      const open = await operations.openOperationsAt(provider, tx);
      const busy = checkMachineFree(row, open);
      const problems =
        busy.length > 0 ? busy : checkMachineState(row, spec.type);
      if (problems.length === 0) {
        await spec.remember?.(decided, requester, tx);
      }
      return problems;
    },
  };
}
