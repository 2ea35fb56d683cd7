import type { Knex } from 'knex';
import type { InfraConfig } from '../config/InfraConfig';
import {
  ownDemand,
  type ApprovalDemand,
  type ApprovalPolicy,
} from '../operations/ApprovalPolicy';
import type { Decided } from '../operations/OperationDefinition';
import type { ProjectStore } from '../projects/ProjectStore';
import type { AssessedRequest } from './Request';
import { monthlyPrice } from './monthlyPrice';
import { whyApplies } from './whyApplies';

type AnyDecided = Decided<Record<string, unknown>, string | null>;

/** Says by the rules of the configuration who has to agree; without any it is what the operation itself says. */
export class RuleBasedPolicy implements ApprovalPolicy {
  constructor(
    private readonly services: {
      knex: Knex;
      projects: ProjectStore;
      config: InfraConfig;
    },
  ) {}

  async demand(type: string, decided: AnyDecided): Promise<ApprovalDemand> {
    const { approvals } = this.services.config;
    const own = ownDemand(decided, this.services.config);
    if (approvals.rules.length + approvals.autoApprove.length === 0) {
      return own;
    }
    const request = await this.assess(type, decided);
    const hit = approvals.rules.flatMap(rule => {
      const why = whyApplies(rule.when, request);
      return why === undefined ? [] : [{ ...rule, why }];
    });
    if (hit.length > 0) {
      const hours = hit.flatMap(rule => rule.deadlineHours ?? []);
      return {
        // what asks for more than itself: a rule takes the place of what the operation says of itself
        rules: hit.map(({ name, reason, why, approvers, decisions }) => ({
          name,
          reason: reason ? `${reason} ${why}` : why,
          approvers,
          decisions,
        })),
        deadlineMs:
          hours.length > 0 ? Math.min(...hours) * 3600_000 : own.deadlineMs,
        waived: null,
      };
    }
    return own.rules.length > 0 ? this.waive(own, request) : own;
  }

  private waive(own: ApprovalDemand, request: AssessedRequest): ApprovalDemand {
    for (const { name, when } of this.services.config.approvals.autoApprove) {
      const why = whyApplies(when, request);
      if (why !== undefined) {
        return {
          ...own,
          rules: [],
          waived: `Approved by the rule "${name}": ${why}`,
        };
      }
    }
    return own;
  }

  private async assess(
    type: string,
    decided: AnyDecided,
  ): Promise<AssessedRequest> {
    const { projects, config } = this.services;
    const { facts = {}, project, takes } = decided;
    const holds = facts.holds ?? takes;
    return {
      type,
      environment:
        facts.environment ??
        (project === null
          ? null
          : (await projects.find(project))?.environment ?? null),
      gpus: holds?.gpus ?? {},
      leaseDays: facts.leaseDays ?? null,
      quota: facts.quota ?? null,
      monthlyCost: holds ? monthlyPrice(holds, config.costs) : null,
      currency: config.costs?.currency ?? null,
      flavor: facts.flavor ?? null,
      flavorIsNew:
        facts.flavor !== undefined &&
        project !== null &&
        !(await this.hasHad(project, decided.provider, facts.flavor)),
    };
  }

  /** Whether a project was given something of a flavor at a provider, going by its finished operations. */
  private async hasHad(project: string, provider: string, flavor: string) {
    const rows: Array<{ plan: string }> = await this.services
      .knex('infra_operations')
      .where({ project, provider, state: 'succeeded' })
      .whereIn('type', ['instance.create', 'gpu.request', 'instance.resize'])
      // a first look by text, so that the plans of a busy project are not all read
      .where(
        'plan',
        'like',
        `%${JSON.stringify(flavor)
          .slice(1, -1)
          .replace(/[\\%_]/g, '_')}%`,
      )
      .orderBy('created_at', 'desc')
      .limit(50)
      .select('plan');
    return rows.some(row => JSON.parse(row.plan).flavor?.name === flavor);
  }
}
