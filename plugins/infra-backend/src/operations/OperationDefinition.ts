import type {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import type {
  Operation,
  Problem,
  RESOURCE_TYPE_PROJECT,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InfraProvider } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { StoredOperation } from './OperationStore';

/** Who asks, and through which door. */
export interface Requester {
  ref: string;
  /** an id of the person that stays when she is renamed */
  person?: string;
  /** entity refs of everything the requester owns things through, himself included */
  ownership: string[];
  /** may act for teams he does not belong to */
  mayManageAll: boolean;
  /** name of the project that the request is for, when the requester may not know that there is one */
  hiddenProject?: string;
}

/** What admission found out about a request. */
export interface Prepared<P, N extends string | null = string> {
  problems: Problem[];
  /** null when the input is too bad to say what would be done */
  decided: Decided<P, N> | null;
}

/** What rules for approvals are asked about, as far as a type of operation has it. */
export interface RequestFacts {
  /** of a project that is not there yet; that of the project otherwise */
  environment?: string;
  /** days from today until it ends */
  leaseDays?: number;
  /** name of the flavor it is made from */
  flavor?: string;
  /** what is held while it lasts, for its price and its GPUs; `takes` when left out */
  holds?: ResourceVector;
  /** a quota that is changed */
  quota?: { before: ResourceVector; after: ResourceVector };
}

/** A request that could be carried out. */
export interface Decided<P, N extends string | null = string> {
  title: string;
  /** null for operations on what belongs to no project */
  project: N;
  provider: string;
  /** entity ref of the team it is done for; the requester's own where there is no project */
  owner: string;
  /** what it reserves until it ends; null when it takes nothing */
  takes: ResourceVector | null;
  /** the input field a lack of quota or capacity belongs to */
  takesField: string;
  approvalReasons: string[];
  /** what rules for approvals go by, besides `takes` */
  facts?: RequestFacts;
  plan: P;
}

/** What a step works with. */
export interface StepContext<P> {
  operation: StoredOperation;
  plan: P;
  /** output of an earlier step; empty when it has none */
  output(step: string): Record<string, unknown>;
  provider: InfraProvider;
  /** aborted when the runner stops or loses the operation */
  signal: AbortSignal;
}

/** A step that is done, or one that is looked at again later. */
export type StepOutcome =
  | { done: true; message: string; output?: Record<string, unknown> }
  | { done: false; message: string; retryAfterMs: number };

/** One idempotent step: run again after a crash, it finds its own earlier result. */
export interface StepDefinition<P> {
  name: string;
  title: string;
  /** how long it may take, in milliseconds; as the configuration says for all steps when left out */
  timeoutMs?(plan: P): number;
  run(context: StepContext<P>): Promise<StepOutcome>;
  /** Removes what `run` made or may have made. Also called when `run` failed half-way. */
  undo?(context: StepContext<P>): Promise<StepOutcome>;
  /** what is left when `undo` fails, and who must act */
  leftover?(context: StepContext<P>): string;
}

/** A type of operation: everything about it is in one place. */
export interface OperationDefinition<
  I,
  P extends Record<string, unknown>,
  N extends string | null = string,
> {
  type: string;
  input: z.ZodType<I>;
  /** takes something away that can't be brought back */
  destructive: boolean;
  /** decided for the project of the request, or once for all */
  permission:
    | BasicPermission
    | ResourcePermission<typeof RESOURCE_TYPE_PROJECT>;

  /** Name of the existing project a request is for; undefined when there is none (yet). */
  projectOf(input: I): Promise<string | undefined>;

  /** Checks the guardrails and finds what is needed. Changes nothing. */
  prepare(input: I, requester: Requester): Promise<Prepared<P, N>>;

  /** What is kept of the input for people to read; without secrets. */
  describe(input: I): Record<string, unknown>;

  /**
   * Further checks and writes in the transaction that admits the operation.
   * @returns problems; any makes the transaction roll back
   */
  admit?(
    decided: Decided<P, N>,
    admission: {
      operationId: string;
      requester: Requester;
      tx: Knex.Transaction;
    },
  ): Promise<Problem[]>;

  steps: Array<StepDefinition<P>>;

  /** What came out of it. */
  result(operation: StoredOperation, plan: P): NonNullable<Operation['result']>;

  /** Takes back what `admit` wrote, when the operation ends without success. */
  abandon?(
    operation: StoredOperation,
    plan: P,
    tx: Knex.Transaction,
  ): Promise<void>;
}

/** A definition whose types are forgotten, for lists of them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- input and plan of one definition never meet another's
export type AnyOperationDefinition = OperationDefinition<any, any, any>;
