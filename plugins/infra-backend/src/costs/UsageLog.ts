import type { Knex } from 'knex';
import {
  holdingOf,
  isSameHolding,
  USED_KINDS,
  type Holding,
  type HoldingRow,
} from './held';

/** Changes taken in at a time: the driver of SQLite is synchronous, and others want their turn. */
const BATCH = 250;

const seconds = (iso: string) => Math.floor(Date.parse(iso) / 1000);

interface Open extends Holding {
  id: number;
  ref: string;
  started_at: number | string;
}

/**
 * Puts on record from when to when something was held. It follows the feed of changes, which a crash does not
 * interrupt: where it stands is written in the same transaction.
 */
export class UsageLog {
  constructor(private readonly knex: Knex) {}

  /**
   * Takes in some of what changed since.
   *
   * @returns whether there is more
   */
  catchUp(): Promise<boolean> {
    return this.knex.transaction(async tx => {
      const [{ seq }] = await tx('infra_usage_position')
        .select('seq')
        .modify(rows => this.lock(rows));
      const changes: Array<{ seq: number; ref: string; at: string }> = await tx(
        'infra_changes',
      )
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(BATCH)
        .select('seq', 'ref', 'at');
      if (changes.length === 0) {
        return false;
      }
      // a row that changed twice is there as it is now
      const changedAt = new Map(changes.map(({ ref, at }) => [ref, at]));
      await this.takeIn(tx, changedAt);
      await tx('infra_usage_position').update({ seq: changes.at(-1)!.seq });
      return changes.length === BATCH;
    });
  }

  private lock(rows: Knex.QueryBuilder) {
    // another replica that does the same waits; SQLite has one writer anyhow
    if (!this.knex.client.config.client.includes('sqlite')) {
      rows.forUpdate();
    }
  }

  private async takeIn(
    tx: Knex.Transaction,
    changedAt: Map<string, string>,
  ): Promise<void> {
    const refs = [...changedAt.keys()];
    const rows: HoldingRow[] = await tx('infra_resources')
      .whereIn('ref', refs)
      .whereIn('kind', USED_KINDS)
      .select('ref', 'kind', 'provider', 'project', 'owner', 'status')
      .select('vector', { createdAt: 'created_at', removedAt: 'removed_at' });
    const open = new Map<string, Open>(
      (await tx('infra_usage').whereIn('ref', refs).whereNull('ended_at')).map(
        (one: Open) => [one.ref, one],
      ),
    );
    for (const row of rows) {
      const now = holdingOf(row);
      const before = open.get(row.ref);
      if (before && now && isSameHolding(before, now)) {
        continue;
      }
      const at = seconds(row.removedAt ?? changedAt.get(row.ref)!);
      if (before) {
        await tx('infra_usage')
          .where({ id: before.id })
          .update({ ended_at: Math.max(at, Number(before.started_at)) });
      }
      if (now) {
        const isNew = !before && !(await this.wasHeld(tx, row.ref));
        const made = isNew && row.createdAt ? seconds(row.createdAt) : at;
        await tx('infra_usage').insert({
          ref: row.ref,
          ...now,
          started_at: Math.min(made, at),
        });
      }
    }
  }

  /** What is seen for the first time was held since it was made; afterwards the record knows better. */
  private async wasHeld(tx: Knex.Transaction, ref: string): Promise<boolean> {
    return Boolean(await tx('infra_usage').where({ ref }).first('id'));
  }
}
