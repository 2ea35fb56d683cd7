import type { Knex } from 'knex';

interface JobRow {
  id: string;
  holder: string | null;
  held_until: string | null;
  started_at: string | null;
  due_at: string;
  requested: number;
}

const BEGINNING = new Date(0).toISOString();

/**
 * Who has which job, in the plugin's database. A job is held for seconds and the hold is renewed while the
 * job runs: after a crash another replica, or the next start, goes on as soon as the hold has run out.
 */
export class JobStore {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @returns true when the job is due, nobody has it, and it is the holder's now */
  async claim(id: string, holder: string, until: string): Promise<boolean> {
    const now = this.now().toISOString();
    await this.knex<JobRow>('infra_jobs')
      .insert({ id, due_at: BEGINNING, requested: 0 })
      .onConflict('id')
      .ignore();
    const taken = await this.knex<JobRow>('infra_jobs')
      .where({ id })
      .where(free =>
        free.whereNull('held_until').orWhere('held_until', '<', now),
      )
      .where(due => due.where('requested', 1).orWhere('due_at', '<=', now))
      .update({ holder, held_until: until, started_at: now, requested: 0 });
    return taken === 1;
  }

  /** @returns false when somebody else has the job now */
  async renew(id: string, holder: string, until: string): Promise<boolean> {
    const kept = await this.knex<JobRow>('infra_jobs')
      .where({ id, holder })
      .update({ held_until: until });
    return kept === 1;
  }

  /** Gives the job back until it is due again. */
  async finish(id: string, holder: string, dueAt: string): Promise<void> {
    await this.knex<JobRow>('infra_jobs')
      .where({ id, holder })
      .update({ holder: null, held_until: null, due_at: dueAt });
  }

  /** Makes the job due at once, or once more when it runs already. */
  async request(id: string): Promise<void> {
    await this.knex<JobRow>('infra_jobs')
      .insert({ id, due_at: BEGINNING, requested: 1 })
      .onConflict('id')
      .merge({ requested: 1 });
  }
}
