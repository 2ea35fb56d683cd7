import type { ApprovalQuery } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../database/criteria';
import { ANY_APPROVER, type Decider } from '../operations/approvals';
import type { InboxStore } from './InboxStore';

const APPROVERS = 'infra_operation_approvers';

const FILTERS = ['project', 'provider', 'type', 'requester'] as const;

/** Finds by index: of what was ever asked for, only what waits is looked at. */
export class KnexInboxStore implements InboxStore {
  constructor(private readonly knex: Knex) {}

  async waitingFor(
    decider: Decider,
    query: ApprovalQuery,
    visibility: Visibility,
  ) {
    const ids: string[] = await this.waiting(decider, query, visibility)
      .orderBy([{ column: 'o.created_at' }, { column: 'o.id' }])
      .limit(query.limit)
      .offset(query.offset)
      .pluck('o.id');
    const [{ count }] = await this.waiting(decider, query, visibility).count({
      count: '*',
    });
    return { ids, total: Number(count) };
  }

  private waiting(
    { ref, ownership }: Decider,
    query: ApprovalQuery,
    visibility: Visibility,
  ) {
    const { knex } = this;
    const his = [ref, ...ownership].map(one => one.toLowerCase());
    const inInbox = (refs: string[], done: boolean) =>
      knex(`${APPROVERS} as a`)
        .select(knex.raw('1'))
        .whereRaw('a.operation_id = o.id')
        .where('a.done', done)
        .whereIn('a.ref', refs);
    const rows = knex('infra_operations as o')
      .where('o.state', 'pending_approval')
      .whereNot('o.requester', ref)
      .whereExists(inInbox([ANY_APPROVER, ...his], false))
      .whereNotExists(inInbox([ref], true));
    for (const name of FILTERS) {
      const values = query[name];
      if (values?.length) {
        rows.whereIn(`o.${name}`, values);
      }
    }
    whereVisible(rows, visibility, 'o');
    return rows;
  }
}
