import {
  formatAmount,
  type Problem,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { EVERY_TEAM, type Budget } from '../config/readBudgets';
import { fromJson } from '../database/json';
import { problem } from '../operations/problem';
import type { QuotaBudget } from '../projects/projectCreate';
import { amountsOf } from './quotaWords';

type Change = Parameters<QuotaBudget['check']>[0];

/** States in which a change of a quota may still come. */
const OPEN = ['pending_approval', 'queued', 'running', 'rolling_back'];

/** Whether the projects of all teams together have room for what one of them asks for. */
export class BudgetTree implements QuotaBudget {
  constructor(
    private readonly knex: Knex,
    private readonly budgets: Budget[],
  ) {}

  async check(change: Change, field: string | null, tx?: Knex.Transaction) {
    const before = amountsOf(change.before);
    const grows = Object.entries(amountsOf(change.after)).filter(
      ([name, amount]) => amount > (before[name] ?? 0),
    );
    const above = this.budgets.filter(
      budget =>
        this.covers(budget, change.owner) &&
        grows.some(([name]) => budget.limits[name] !== undefined),
    );
    if (above.length === 0) {
      return [];
    }
    if (tx) {
      await this.lock(above, tx);
    }
    const others = await this.granted(change.project, tx ?? this.knex);
    return above.flatMap(budget => {
      const mine = others.filter(one => this.covers(budget, one.owner));
      return grows.flatMap(([name, wanted]) =>
        this.overspent(budget, name, wanted, mine, field),
      );
    });
  }

  /** Whether the projects of a team count: it is named by the budget, or by one of its parts. */
  private covers({ name, teams }: Budget, owner: string): boolean {
    return (
      teams.includes(EVERY_TEAM) ||
      teams.includes(owner.toLowerCase()) ||
      this.budgets.some(one => one.parent === name && this.covers(one, owner))
    );
  }

  private overspent(
    budget: Budget,
    dimension: string,
    wanted: number,
    others: Array<{ amounts: Record<string, number> }>,
    field: string | null,
  ): Problem[] {
    const limit = budget.limits[dimension];
    const granted = others.reduce(
      (sum, one) => sum + (one.amounts[dimension] ?? 0),
      0,
    );
    if (limit === undefined || granted + wanted <= limit) {
      return [];
    }
    const left = Math.max(0, limit - granted);
    return [
      problem(
        field,
        `The budget "${budget.name}" has no room for it: of ${formatAmount(
          dimension,
          limit,
        )}, other projects have or wait for ${formatAmount(
          dimension,
          granted,
        )}, so that this one can have ${formatAmount(
          dimension,
          left,
        )} in all. Give something back elsewhere, or have the platform team raise the budget.`,
        'policy',
      ),
    ];
  }

  /** What all other projects may have, or would when what is asked for them comes. */
  private async granted(except: string, db: Knex | Knex.Transaction) {
    const rows: Array<{ name: string; owner: string; quota: string }> =
      await db('infra_projects')
        .whereNot('name', except)
        .select('name', 'owner', 'quota');
    const waiting = new Map<string, Record<string, number>>();
    const open: Array<{ project: string; plan: string }> = await db(
      'infra_operations',
    )
      .where('type', 'quota.change')
      .whereIn('state', OPEN)
      .select('project', 'plan');
    for (const { project, plan } of open) {
      const { after } = fromJson<{ after: ResourceVector }>(plan);
      waiting.set(project, amountsOf(after));
    }
    return rows.map(({ name, owner, quota }) => {
      const amounts = amountsOf(fromJson<ResourceVector>(quota));
      for (const [dimension, amount] of Object.entries(
        waiting.get(name) ?? {},
      )) {
        amounts[dimension] = Math.max(amounts[dimension] ?? 0, amount);
      }
      return { owner, amounts };
    });
  }

  /** One after the other, always in the same order, so that nobody waits for somebody who waits for him. */
  private async lock(budgets: Budget[], tx: Knex.Transaction) {
    for (const name of budgets.map(one => one.name).sort()) {
      await tx('infra_budgets').insert({ name }).onConflict('name').ignore();
      await tx('infra_budgets').where({ name }).update({ name });
    }
  }
}
