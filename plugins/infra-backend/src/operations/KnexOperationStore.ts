import { randomUUID } from 'node:crypto';
import type {
  OperationEvent,
  OperationQuery,
  OperationState,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../database/criteria';
import { fromJson, toJson } from '../database/json';
import { toOperation, type OperationRow, type StepRow } from './operationRow';
import type {
  Claim,
  NewEvent,
  NewOperation,
  OpenOperation,
  OperationPatch,
  OperationStore,
  StoredOperation,
} from './OperationStore';

const RUNNABLE: OperationState[] = ['queued', 'running', 'rolling_back'];

const APPROVERS = 'infra_operation_approvers';

const FILTERS = ['project', 'state', 'type', 'requester'] as const;

/** Keeps operations in the plugin's database. */
export class KnexOperationStore implements OperationStore {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async list(query: OperationQuery, visibility: Visibility) {
    const matching = () => {
      const rows = this.knex<OperationRow>('infra_operations as o');
      for (const name of FILTERS) {
        const values = query[name];
        if (values?.length) {
          rows.whereIn(`o.${name}`, values);
        }
      }
      whereVisible(rows, visibility, 'o');
      return rows;
    };
    const rows = await matching()
      .orderBy([
        { column: 'o.created_at', order: 'desc' },
        { column: 'o.id', order: 'desc' },
      ])
      .limit(query.limit)
      .offset(query.offset)
      .select('o.*');
    const [{ count }] = await matching().count({ count: '*' });
    return { items: await this.withSteps(rows), total: Number(count) };
  }

  async find(id: string, tx?: Knex.Transaction) {
    return (await this.findMany([id], tx))[0];
  }

  async findMany(ids: string[], tx?: Knex.Transaction) {
    const rows = await (tx ?? this.knex)<OperationRow>('infra_operations')
      .whereIn('id', ids)
      .select();
    return this.withSteps(rows, tx);
  }

  async lock(id: string, tx: Knex.Transaction) {
    // an update takes the row on PostgreSQL and the only writer on SQLite
    await tx('infra_operations').where({ id }).update({ id });
  }

  async setApprovers(id: string, approvers: string[], tx: Knex.Transaction) {
    await tx(APPROVERS).where({ operation_id: id, done: false }).delete();
    await tx(APPROVERS).insert(
      approvers.map(ref => ({ operation_id: id, ref, done: false })),
    );
  }

  async handled(id: string, by: string, tx: Knex.Transaction) {
    await tx(APPROVERS)
      .insert({ operation_id: id, ref: by, done: true })
      .onConflict(['operation_id', 'ref', 'done'])
      .ignore();
  }

  async findByIdempotencyKey(requester: string, key: string) {
    const rows = await this.knex<OperationRow>('infra_operations')
      .where({ requester, idempotency_key: key })
      .select();
    return (await this.withSteps(rows))[0];
  }

  async events(id: string): Promise<OperationEvent[]> {
    const rows = await this.knex('infra_operation_events')
      .where('operation_id', id)
      .orderBy('seq')
      .select('seq', 'at', 'actor', 'type', 'step', 'message');
    return rows.map(row => ({ ...row, seq: Number(row.seq) }));
  }

  async insert(operation: NewOperation, event: NewEvent, tx: Knex.Transaction) {
    await tx('infra_operations').insert({
      id: operation.id,
      type: operation.type,
      title: operation.title,
      state: operation.state,
      project: operation.project,
      provider: operation.provider,
      owner: operation.owner,
      requester: operation.requester,
      door: operation.door,
      input: toJson(operation.input),
      plan: toJson(operation.plan),
      approval: toJson(operation.approval),
      idempotency_key: operation.idempotencyKey,
      request_hash: operation.requestHash,
      requester_person: operation.requesterPerson,
      created_at: operation.createdAt,
      updated_at: operation.createdAt,
    });
    await tx('infra_operation_steps').insert(
      operation.steps.map((step, position) => ({
        operation_id: operation.id,
        position,
        name: step.name,
        title: step.title,
        state: 'pending',
      })),
    );
    await this.appendEvent(operation.id, event, operation.createdAt, tx);
  }

  async transition(
    id: string,
    from: OperationState[],
    patch: OperationPatch,
    event: NewEvent,
    tx: Knex.Transaction,
  ) {
    return this.write(
      tx('infra_operations').where({ id }).whereIn('state', from),
      id,
      patch,
      event,
      tx,
      { claim: null, claimed_until: null },
    );
  }

  async claimDue(limit: number, until: string): Promise<Claim[]> {
    const now = this.now().toISOString();
    const due = (rows: Knex.QueryBuilder) =>
      rows
        .whereIn('state', RUNNABLE)
        .where(free =>
          free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
        )
        .where(time =>
          time.whereNull('next_run_at').orWhere('next_run_at', '<=', now),
        );
    const ids: string[] = await due(this.knex('infra_operations'))
      .orderBy('created_at')
      .limit(limit)
      .pluck('id');
    const claims: Claim[] = [];
    for (const id of ids) {
      const token = randomUUID();
      // the same conditions once more: another replica may have been faster
      const taken = await due(
        this.knex('infra_operations').where({ id }),
      ).update({ claim: token, claimed_until: until });
      if (taken === 1) {
        claims.push({ operationId: id, token });
      }
    }
    return claims;
  }

  async renew(claim: Claim, until: string) {
    const kept = await this.claimed(this.knex, claim).update({
      claimed_until: until,
    });
    return kept === 1;
  }

  async record(
    claim: Claim,
    from: OperationState,
    patch: OperationPatch,
    event: NewEvent | null,
    tx: Knex.Transaction,
  ) {
    return this.write(
      this.claimed(tx, claim).where({ state: from }),
      claim.operationId,
      patch,
      event,
      tx,
    );
  }

  async giveBack(claim: Claim, nextRunAt: string | null) {
    await this.claimed(this.knex, claim).update({
      claim: null,
      claimed_until: null,
      next_run_at: nextRunAt,
    });
  }

  async overdueApprovals(now: string) {
    const rows = await this.knex<OperationRow>('infra_operations')
      .where('state', 'pending_approval')
      .select('id', 'approval');
    return rows
      .filter(row => row.approval && JSON.parse(row.approval).deadline < now)
      .map(row => row.id);
  }

  async openOperations(project: string, tx?: Knex.Transaction) {
    return this.open({ project }, tx);
  }

  async openOperationsAt(provider: string, tx?: Knex.Transaction) {
    return this.open({ provider }, tx);
  }

  private async open(
    of: Pick<OperationRow, 'project'> | Pick<OperationRow, 'provider'>,
    tx?: Knex.Transaction,
  ): Promise<OpenOperation[]> {
    const rows = await (tx ?? this.knex)<OperationRow>('infra_operations')
      .where(of)
      .whereIn('state', ['pending_approval', ...RUNNABLE])
      .select('id', 'type', 'plan');
    return rows.map(({ id, type, plan }) => ({
      id,
      type,
      plan: fromJson<Record<string, unknown>>(plan),
    }));
  }

  private claimed(db: Knex | Knex.Transaction, claim: Claim) {
    return db('infra_operations').where({
      id: claim.operationId,
      claim: claim.token,
    });
  }

  private async write(
    rows: Knex.QueryBuilder,
    id: string,
    patch: OperationPatch,
    event: NewEvent | null,
    tx: Knex.Transaction,
    claim: Pick<OperationRow, 'claim' | 'claimed_until'> | object = {},
  ): Promise<boolean> {
    const now = this.now().toISOString();
    const changed = await rows.update({
      ...claim,
      updated_at: now,
      ...(patch.state ? { state: patch.state } : {}),
      ...(patch.approval ? { approval: toJson(patch.approval) } : {}),
      ...(patch.failure ? { failure: toJson(patch.failure) } : {}),
      ...(patch.result ? { result: toJson(patch.result) } : {}),
      ...(patch.nextRunAt === undefined
        ? {}
        : { next_run_at: patch.nextRunAt }),
    });
    if (changed !== 1) {
      return false;
    }
    if (patch.step) {
      const { name, startedAt, finishedAt, output, undoStartedAt, ...rest } =
        patch.step;
      await tx('infra_operation_steps')
        .where({ operation_id: id, name })
        .update({
          ...rest,
          ...(startedAt === undefined ? {} : { started_at: startedAt }),
          ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
          ...(undoStartedAt === undefined
            ? {}
            : { undo_started_at: undoStartedAt }),
          ...(output === undefined ? {} : { output: toJson(output) }),
        });
    }
    if (event) {
      await this.appendEvent(id, event, now, tx);
    }
    return true;
  }

  private async appendEvent(
    id: string,
    event: NewEvent,
    at: string,
    tx: Knex.Transaction,
  ) {
    const last = await tx('infra_operation_events')
      .where('operation_id', id)
      .max({ seq: 'seq' })
      .first();
    await tx('infra_operation_events').insert({
      operation_id: id,
      seq: Number(last?.seq ?? 0) + 1,
      at,
      ...event,
    });
  }

  private async withSteps(
    rows: OperationRow[],
    tx?: Knex.Transaction,
  ): Promise<StoredOperation[]> {
    const steps = new Map<string, StepRow[]>(rows.map(row => [row.id, []]));
    for (const step of await (tx ?? this.knex)<StepRow>('infra_operation_steps')
      .whereIn('operation_id', [...steps.keys()])
      .orderBy(['operation_id', 'position'])
      .select()) {
      steps.get(step.operation_id)?.push(step);
    }
    return rows.map(row => toOperation(row, steps.get(row.id) ?? []));
  }
}
