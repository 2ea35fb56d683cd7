import type {
  ImageRules,
  NamingRules,
  RateCard,
  SegmentRules,
  ResourceVector,
} from '@ironstage/plugin-infra-common';

import type { Budget } from './readBudgets';
import type { AutoApproval, ConfiguredRule } from './ApprovalRules';

/** A port that a monitoring system scrapes, and of what. */
export interface ScrapePort {
  port: number;
  /** label `job` of its targets */
  job: string;
  /** of these kinds and roles; all when there are none */
  kinds: string[];
  roles: string[];
  /** of what has GPUs only */
  gpus: boolean;
  path: string | undefined;
  scheme: 'http' | 'https' | undefined;
  labels: Record<string, string>;
}

/** The section `infra` of the configuration, read and with its defaults. */
export interface InfraConfig {
  naming: NamingRules;
  images: ImageRules;
  /** null: nothing is said of money */
  costs: RateCard | null;
  segments: SegmentRules;
  /** quota of a new project by environment; every environment is there */
  defaultQuotas: Record<string, ResourceVector>;
  lease: {
    defaultDays: number;
    maxDays: number;
    graceDays: number;
    /** for how long something deleted is kept; 0: not at all */
    undoHours: number;
    /** days before the end at which a reminder is sent, the earliest first */
    reminderDays: number[];
  };
  /** parents before their parts */
  budgets: Budget[];
  quotas: {
    /** shares of a quota at which a team is told, the lowest first */
    warnAt: number[];
  };
  gpu: { maxCount: number; maxDays: number };
  capacity: {
    history: {
      /** days of the past that are worked out of creation dates, 0 for none */
      reconstructDays: number;
    };
  };
  /** what machines are for, by tag or pool; the first that applies */
  machineRoles: Array<{ role: string; tags: string[]; pools: string[] }>;
  approvals: {
    approvers: string[];
    deadlineDays: number;
    gpuCountAbove: number;
    leaseDaysAbove: number;
    projectEnvironments: string[];
    rules: ConfiguredRule[];
    autoApprove: AutoApproval[];
  };
  sync: {
    frequencySeconds: number;
    timeoutSeconds: number;
    maxRemovalRatio: number;
  };
  operations: {
    concurrency: number;
    claimSeconds: number;
    stepTimeoutSeconds: number;
    /** how long a machine may take to be installed, commissioned or given back */
    machineMinutes: number;
    pollSeconds: number;
    guestSeconds: number;
  };
  baseline: {
    version: string;
    logTarget: string | undefined;
    nodeExporter: boolean;
  };
  audit: {
    /** minutes between two checkpoints, when anything came to the chain */
    checkpointMinutes: number;
    /** PEM of an Ed25519 key */
    signingKey: string | undefined;
    /** a file with such a key; made when it is not there */
    signingKeyFile: string | undefined;
  };
  monitoring: {
    ports: ScrapePort[];
    /** in CIDR notation, the best first; the first address of all when there are none */
    networks: string[];
    /** whose machines and instances are told to nobody */
    exceptProviders: string[];
  };
  topology: { maxRows: number };
  overlay: {
    /** files that say what no cloud knows of machines: racks, units, feeds, owners */
    files: string[];
  };
}
