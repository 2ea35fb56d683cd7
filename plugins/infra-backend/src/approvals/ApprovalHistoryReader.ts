import type {
  ApprovalHistory,
  OperationState,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';

const DAY_MS = 24 * 3600_000;
/** As long ago tells an approver something. */
const DAYS = 90;
const RECENT = 5;

/** Reads what was asked for before and had to be decided. */
export class ApprovalHistoryReader {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @param except - the operation that is to be decided about */
  async of(
    whose: { project: string } | { requester: string },
    except: string,
  ): Promise<ApprovalHistory> {
    const since = new Date(this.now().getTime() - DAYS * DAY_MS);
    const rows = () =>
      this.knex('infra_operations')
        .where(whose)
        .where('created_at', '>=', since.toISOString())
        .whereNotNull('approval')
        .whereNot('id', except);
    const counts: Array<{ state: OperationState; count: number | string }> =
      await rows().groupBy('state').select('state').count({ count: '*' });
    const recent = await rows()
      .orderBy('created_at', 'desc')
      .limit(RECENT)
      .select('id', 'title', 'state', 'created_at as createdAt');
    return {
      counts: Object.fromEntries(
        counts.map(({ state, count }) => [state, Number(count)]),
      ),
      recent,
    };
  }
}
