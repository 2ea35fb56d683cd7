import type { ApprovalRule } from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../config/InfraConfig';
import type { Decided } from './OperationDefinition';

/** Name of what has to be approved without any rule in the configuration. */
export const DEFAULT_RULE = 'default';

/** Who has to agree to a request, and why. */
export interface ApprovalDemand {
  /** the rules that apply; empty when nobody has to agree */
  rules: ApprovalRule[];
  /** milliseconds until it expires undecided */
  deadlineMs: number;
  /** why nobody has to agree where somebody would have to otherwise, in a sentence */
  waived: string | null;
}

/** Says who has to agree to a request. */
export interface ApprovalPolicy {
  demand(
    type: string,
    decided: Decided<Record<string, unknown>, string | null>,
  ): Promise<ApprovalDemand>;
}

/** The demand that a type of operation makes by itself. */
export function ownDemand(
  { approvalReasons }: Pick<Decided<object>, 'approvalReasons'>,
  { approvals }: InfraConfig,
): ApprovalDemand {
  return {
    rules: approvalReasons.map(reason => ({
      name: DEFAULT_RULE,
      reason,
      approvers: [],
      decisions: 1,
    })),
    deadlineMs: approvals.deadlineDays * 24 * 3600_000,
    waived: null,
  };
}
