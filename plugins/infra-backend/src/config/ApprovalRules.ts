/** What a request has to be like for a rule to apply; all of what is given has to hold. */
export interface ApprovalCondition {
  /** operation types */
  types?: string[];
  environments?: string[];
  /** GPU models, with * at the end for any more */
  gpuModels?: string[];
  gpusAbove?: number;
  gpusAtMost?: number;
  leaseDaysAbove?: number;
  leaseDaysAtMost?: number;
  /** amounts by dimension, memory and storage in bytes: one of the limits goes up by more */
  quotaIncreaseAbove?: Record<string, number>;
  /** no limit goes up by more; what is not listed does not go up at all */
  quotaIncreaseAtMost?: Record<string, number>;
  /** in the currency of the rate card */
  monthlyCostAbove?: number;
  monthlyCostAtMost?: number;
  /** the project has never been given anything of the flavor */
  firstUseOfFlavor?: boolean;
}

/** Who has to agree to a request that is like the condition. */
export interface ConfiguredRule {
  name: string;
  /** what people are told; put together from the condition when left out */
  reason?: string;
  when: ApprovalCondition;
  /** entity refs of people and groups; every approver when empty */
  approvers: string[];
  /** how many different people have to agree */
  decisions: number;
  /** as for all when left out */
  deadlineHours?: number;
}

/** A request that is like the condition needs nobody, unless a rule says so. */
export interface AutoApproval {
  name: string;
  when: ApprovalCondition;
}
