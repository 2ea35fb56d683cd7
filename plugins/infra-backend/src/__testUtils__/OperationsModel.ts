import assert from 'node:assert/strict';
import {
  isEndState,
  type OperationState,
} from '@ironstage/plugin-infra-common';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { z } from 'zod';
import { callerOf } from './createTestServices';
import { FakeProvider } from './FakeProvider';
import { createAudit } from '../audit/createAudit';
import { readInfraConfig } from '../config/readInfraConfig';
import { Gatekeeper } from '../permissions/Gatekeeper';
import { ProviderRegistry } from '../providers/ProviderRegistry';
import { createOperations } from '../operations/createOperations';
import { KnexOperationStore } from '../operations/KnexOperationStore';
import type { AnyOperationDefinition } from '../operations/OperationDefinition';
import type {
  Claim,
  OperationStore,
  StoredOperation,
} from '../operations/OperationStore';
import { OperationWorker } from '../operations/runner/OperationWorker';

const dana = callerOf('dana', 'payments');
const amira = callerOf('amira', 'approvers');

/** What may follow on a state; an end state is never left. */
const NEXT: Record<string, OperationState[]> = {
  pending_approval: ['queued', 'rejected', 'expired', 'cancelled'],
  queued: ['running', 'cancelled'],
  running: ['rolling_back', 'succeeded'],
  rolling_back: ['failed'],
};

/** The state after an event, as the history tells it. */
const AFTER: Record<string, OperationState | undefined> = {
  approved: 'queued',
  rejected: 'rejected',
  expired: 'expired',
  cancelled: 'cancelled',
  claimed: 'running',
  'step-failed': 'rolling_back',
  succeeded: 'succeeded',
  failed: 'failed',
};

/** The ways in which things may come between each other; a worker is one of two replicas. */
export const interleaving = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      waits: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('approve', 'reject', 'cancel', 'cancel', 'expire'),
      nth: fc.nat(1),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('claim', 'renew', 'look', 'advance', 'giveBack'),
      worker: fc.constantFrom(0, 1),
      fails: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 5000),
    }),
  },
);
type Action = typeof interleaving extends fc.Arbitrary<infer T> ? T : never;

/** One estate of operations under test, and what was seen of it. */
export class OperationsModel {
  nowMs = Date.UTC(2026, 0, 1);
  ids: string[] = [];
  /** what steps have made, by operation */
  readonly made = new Map<string, number>();
  readonly seen = new Map<string, OperationState>();
  readonly workers: Array<{ claim?: Claim; snapshot?: StoredOperation }> = [
    {},
    {},
  ];
  fails = false;
  readonly store: OperationStore;
  readonly engine: ReturnType<typeof createOperations>;
  readonly worker: (store: OperationStore) => OperationWorker;

  constructor(private readonly knex: Knex) {
    const now = () => new Date(this.nowMs);
    this.store = new KnexOperationStore(knex, now);
    const registry = new ProviderRegistry();
    registry.addProvider(new FakeProvider().seed());
    const logger = mockServices.logger.mock();
    const { audit } = createAudit({
      knex,
      logger,
      auditor: {
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      },
    });
    const projects = {
      find: async () => undefined,
      release: async (operationId: string, tx?: Knex.Transaction) => {
        await (tx ?? knex)('infra_reservations')
          .where({ operation_id: operationId })
          .delete();
      },
    };
    this.engine = createOperations({
      knex,
      registry,
      audit,
      logger,
      projects,
      store: this.store,
      definitions: [this.definition()],
      gatekeeper: new Gatekeeper(
        mockServices.permissions(),
        mockServices.permissionsRegistry.mock(),
        audit,
      ),
      config: readInfraConfig(new ConfigReader({})),
      notifications: { send: async () => {} },
      signals: { publish: async () => {} },
    });
    // the workers of the model are the only ones
    void this.engine.runner.stop();
    this.worker = store =>
      new OperationWorker({
        knex,
        store,
        audit,
        projects,
        catalog: this.engine.catalog,
        providers: registry,
        observer: { changed: async () => {}, said: async () => {} },
        stepTimeoutMs: 1,
        now,
      });
  }

  private definition(): AnyOperationDefinition {
    const input = z.object({ waits: z.boolean() });
    return {
      type: 'thing.make',
      input,
      destructive: false,
      permission: { type: 'basic', name: 'x', attributes: {} },
      projectOf: async () => undefined,
      describe: parsed => ({ ...parsed }),
      result: () => ({ resources: [], project: null }),
      prepare: async ({ waits }: z.infer<typeof input>) => ({
        problems: [],
        decided: {
          title: 'Make a thing',
          project: null,
          provider: 'fake-1',
          owner: 'group:default/payments',
          takes: null,
          takesField: 'waits',
          approvalReasons: waits ? ['Somebody else decides.'] : [],
          plan: {},
        },
      }),
      admit: async (_decided, { operationId, tx }) => {
        await tx('infra_reservations').insert({
          operation_id: operationId,
          project: 'p',
          provider: 'fake-1',
          vector: '{}',
          created_at: new Date(this.nowMs).toISOString(),
        });
        return [];
      },
      steps: [
        {
          name: 'make',
          title: 'Make it',
          run: async ({ operation }) => {
            this.made.set(operation.id, 1);
            if (this.fails) {
              throw new Error('It broke');
            }
            return { done: true, message: 'Made' };
          },
          undo: async ({ operation }) => {
            this.made.set(operation.id, 0);
            return { done: true, message: 'Unmade' };
          },
        },
      ],
    };
  }

  async act(one: Action): Promise<void> {
    switch (one.do) {
      case 'submit': {
        const { id } = await this.engine.service.submit(
          { type: 'thing.make', input: { waits: one.waits } },
          dana,
        );
        this.ids.push(id);
        return;
      }
      case 'wait':
        this.nowMs += one.ms;
        return;
      case 'approve':
      case 'reject':
        await this.tolerate(id =>
          this.engine.service.decide(
            id,
            { approve: one.do === 'approve', comment: 'so' },
            amira,
          ),
        )(one.nth);
        return;
      case 'cancel':
        await this.tolerate(id => this.engine.service.cancel(id, dana))(
          one.nth,
        );
        return;
      case 'expire':
        // the deadline is a week away
        this.nowMs += 8 * 24 * 3600_000;
        await this.engine.service.expireOverdue();
        return;
      default:
        await this.replica(one as Extract<Action, { worker: number }>);
    }
  }

  /** Runs something about an operation; being too late for it is no fault. */
  private tolerate(work: (id: string) => Promise<unknown>) {
    return async (nth: number) => {
      const id = this.ids[nth % this.ids.length];
      const error = await work(id).then(
        () => 'ConflictError',
        failure => failure.name,
      );
      assert.equal(error, 'ConflictError');
    };
  }

  private async replica(one: Extract<Action, { worker: number }>) {
    const me = this.workers[one.worker];
    const until = new Date(this.nowMs + 1000).toISOString();
    switch (one.do) {
      case 'claim':
        [me.claim = me.claim] = await this.store.claimDue(1, until);
        me.snapshot = me.claim && (await this.store.find(me.claim.operationId));
        return;
      case 'renew':
        await (me.claim && this.store.renew(me.claim, until));
        return;
      case 'giveBack':
        await (me.claim && this.store.giveBack(me.claim, null));
        me.claim = undefined;
        return;
      case 'look':
        me.snapshot = me.claim && (await this.store.find(me.claim.operationId));
        return;
      default:
        this.fails = one.fails;
        await this.advance(me);
    }
  }

  /** One step of a worker that goes by what it saw when it last looked. */
  private async advance({
    claim,
    snapshot,
  }: OperationsModel['workers'][number]) {
    if (!claim || snapshot?.id !== claim.operationId) {
      return;
    }
    const once = new AbortController();
    const stale: OperationStore = Object.create(this.store, {
      find: {
        value: async () => {
          once.abort();
          return snapshot;
        },
      },
    });
    const error = await this.worker(stale)
      .run(claim, once.signal)
      .then(
        () => 'AbortError',
        failure => failure.name,
      );
    assert.ok(['ClaimLostError', 'AbortError'].includes(error), error);
  }

  /** Everything that must hold at any time. */
  async check(): Promise<void> {
    const reserved: string[] = await this.knex('infra_reservations').pluck(
      'operation_id',
    );
    for (const operation of await this.store.findMany(this.ids)) {
      const { id, state } = operation;
      const before = this.seen.get(id);
      const allowed = before
        ? [before, ...(NEXT[before] ?? [])]
        : ['pending_approval', 'queued'];
      assert.ok(allowed.includes(state), `${before} → ${state}`);
      this.seen.set(id, state);
      const events = await this.store.events(id);
      const told = events.reduce(
        (at, { type }) => AFTER[type] ?? at,
        operation.approval ? 'pending_approval' : ('queued' as OperationState),
      );
      assert.equal(told, state);
      assert.equal(reserved.includes(id), !isEndState(state));
      const untouched = ['cancelled', 'rejected', 'expired'].includes(state);
      assert.ok(!untouched || !this.made.get(id), `${state}, but made`);
    }
  }
}
