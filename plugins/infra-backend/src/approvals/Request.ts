import type { ResourceVector } from '@ironstage/plugin-infra-common';

/** What a request comes to, as rules for approvals look at it. */
export interface AssessedRequest {
  type: string;
  environment: string | null;
  /** GPUs it has or gets, by model */
  gpus: Record<string, number>;
  /** days from today until it ends; null when it does not end */
  leaseDays: number | null;
  quota: { before: ResourceVector; after: ResourceVector } | null;
  /** of a month, all of it held; null without prices, or when nothing is held */
  monthlyCost: number | null;
  currency: string | null;
  /** name of the flavor; null when there is none */
  flavor: string | null;
  /** whether the project was given something of the flavor before */
  flavorIsNew: boolean;
}
