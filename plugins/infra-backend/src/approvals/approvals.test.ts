import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { mockServices } from '@backstage/backend-test-utils';
import { GiB } from '@ironstage/plugin-infra-common';
import { callerOf, TEST_SSH_KEY } from '../__testUtils__/createTestServices';
import {
  createTestInstance,
  type TestInstance,
} from '../__testUtils__/createTestInstance';
import { createTestDatabases } from '../__testUtils__/databases';
import { KnexInboxStore } from './KnexInboxStore';

const databases = createTestDatabases();
const amira = callerOf('amira', 'approvers');
const carl = callerOf('carl', 'security');
const page = { limit: 50, offset: 0 };
const yes = { approve: true, comment: '' };

describe.each(databases.eachSupportedId())('Approvals (%s)', engine => {
  let test: TestInstance;
  beforeEach(async () => {
    test = await createTestInstance(await databases.init(engine));
  });
  afterEach(() => test.runner.stop());

  const gpu = (name: string, project = 'payments-dev') =>
    test.submit('gpu.request', {
      project,
      name,
      model: 'a100',
      count: 1,
      days: 3,
      purpose: 'Train the ranking',
      image: 'baseos',
      sshPublicKey: TEST_SSH_KEY,
    });
  const quota = (vcpus: number) =>
    test.submit('quota.change', {
      project: 'payments-dev',
      vcpus,
      reason: 'Two more shops go live',
    });
  const inbox = async (who: typeof amira, more: object = {}) => {
    const { items, total } = await test.services.guarded.approvals.inbox(
      { ...page, ...more },
      who,
    );
    expect(total).toBe(items.length);
    return items.map(one => one.id);
  };
  /** Gives the rules of an operation other approvers, as its admission would have. */
  async function rule(id: string, approvers: string[], decisions = 1) {
    const { approval } = await test.operations.get(id);
    await test
      .knex('infra_operations')
      .where({ id })
      .update({
        approval: JSON.stringify({
          ...approval,
          rules: [{ name: 'a', reason: 'So.', approvers, decisions }],
        }),
      });
    await test.knex.transaction(tx =>
      test.services.stores.operations.setApprovers(id, approvers, tx),
    );
  }

  describe('the inbox', () => {
    it('has what waits for the reader, the oldest first, and nothing of his own', async () => {
      const first = await gpu('train-1');
      const second = await quota(40);
      expect(await inbox(amira)).toEqual([first.id, second.id]);
      expect(await inbox(test.dana)).toEqual([]);
      expect(await inbox(amira, { type: ['quota.change'] })).toEqual([
        second.id,
      ]);
      expect(await inbox(amira, { project: ['other'] })).toEqual([]);
      await test.operations.decide(first.id, yes, amira);
      expect(await inbox(amira)).toEqual([second.id]);
      await test.operations.cancel(second.id, test.dana);
      expect(await inbox(amira)).toEqual([]);
    });

    it('has what a rule gives to the group of the reader', async () => {
      const { id } = await quota(40);
      await rule(id, ['group:default/security']);
      expect(await inbox(amira)).toEqual([]);
      expect(await inbox(carl)).toEqual([id]);
    });

    it('goes on from who agreed to who still has to', async () => {
      const { id } = await quota(40);
      await rule(id, ['group:default/approvers'], 2);
      await test.operations.decide(id, yes, amira);
      expect(await inbox(amira)).toEqual([]);
      expect(await inbox(callerOf('bo', 'approvers'))).toEqual([id]);
    });

    it('goes on to who a decision is handed to', async () => {
      const { id } = await quota(40);
      await rule(id, ['group:default/approvers']);
      await test.operations.delegate(
        id,
        { to: 'user:default/carl', comment: '' },
        amira,
      );
      expect(await inbox(amira)).toEqual([]);
      expect(await inbox(carl)).toEqual([id]);
      // the others of the group can still do it
      expect(await inbox(callerOf('bo', 'approvers'))).toEqual([id]);
    });

    it('looks at what waits, and never at all that was asked for', async () => {
      const { knex } = test;
      const statements: Array<{ sql: string; bindings: unknown[] }> = [];
      knex.on('query', ({ sql, bindings }) =>
        statements.push({ sql, bindings }),
      );
      await fill(2000);
      statements.length = 0;
      await new KnexInboxStore(knex).waitingFor(amira, page, 'all');

      const asked = statements.filter(one => /^select/.test(one.sql));
      expect(asked).toHaveLength(2);
      for (const { sql, bindings } of asked) {
        const plan = await explain(sql, bindings);
        expect(plan).toMatch(/infra_operations_(state|due)/);
        expect(plan).not.toMatch(/Seq Scan on infra_operations o|SCAN o\b/);
      }
    });

    /** Finished operations, as there are many after years. */
    async function fill(count: number) {
      const { knex } = test;
      const [like] = await knex('infra_operations').limit(1).select();
      for (let at = 0; at < count; at += 50) {
        await knex('infra_operations').insert(
          Array.from({ length: 50 }, (_, nth) => ({
            ...like,
            id: `done-${at + nth}`,
            state: 'succeeded',
            idempotency_key: null,
            created_at: new Date(Date.UTC(2025, 0, 1) + at + nth).toISOString(),
          })),
        );
      }
      await knex.raw(
        engine === 'SQLITE_3' ? 'analyze' : 'analyze infra_operations',
      );
    }

    async function explain(sql: string, bindings: unknown[]): Promise<string> {
      const { knex } = test;
      if (engine === 'SQLITE_3') {
        const rows = await knex.raw(
          `explain query plan ${sql}`,
          bindings as never,
        );
        return rows.map((row: { detail: string }) => row.detail).join('\n');
      }
      const text = sql.replace(/\$\d+/g, '?');
      const { rows } = await knex.raw(`explain ${text}`, bindings as never);
      return rows
        .map((row: Record<string, string>) => row['QUERY PLAN'])
        .join('\n');
    }
  });

  describe('a decision about several', () => {
    it('has a result for each, and goes on after one that can not be decided about', async () => {
      const first = await gpu('train-1');
      const second = await quota(40);
      await test.operations.cancel(first.id, test.dana);
      const { items } = await test.services.guarded.approvals.decide(
        { ids: [first.id, 'none', second.id, second.id], ...yes },
        amira,
      );
      expect(items).toEqual([
        {
          id: first.id,
          state: null,
          message: 'There is nothing to decide: the operation is cancelled',
        },
        { id: 'none', state: null, message: 'There is no operation "none"' },
        { id: second.id, state: 'queued', message: null },
      ]);
    });

    it("leaves one's own to others", async () => {
      const { id } = await quota(40);
      const { items } = await test.services.guarded.approvals.decide(
        { ids: [id], approve: false, comment: 'No' },
        test.dana,
      );
      expect(items[0]).toMatchObject({
        state: null,
        message: expect.stringMatching(/of his own/),
      });
      expect((await test.operations.get(id)).state).toBe('pending_approval');
    });
  });

  describe('what an approver has to know', () => {
    const context = (id: string) =>
      test.services.guarded.approvals.context(id, amira);

    it('is how large it is, and the room before and after', async () => {
      const { projects } = test.services.stores;
      const { quota: limits } = (await projects.find('payments-dev'))!;
      await projects.setQuota('payments-dev', {
        ...limits,
        vcpus: 20,
        memoryBytes: 128 * GiB,
      });
      const before = await context((await gpu('train-1')).id);
      const { takes, room, usage } = before;
      expect(takes!.gpus).toEqual({ a100: 1 });
      expect(room!.before.gpus.a100! - room!.after.gpus.a100!).toBe(1);
      expect(room!.before.vcpus - room!.after.vcpus).toBe(takes!.vcpus);
      expect(room!.hosts).toBeGreaterThan(0);
      expect(usage!.reserved.gpus).toEqual({ a100: 1 });

      // the second finds the first promised
      const second = await context((await gpu('train-2')).id);
      expect(second.room!.before.gpus.a100).toBe(room!.after.gpus.a100);
    });

    it('is what a quota was and would be, and what is granted already', async () => {
      const {
        quota: limits,
        takes,
        granted,
      } = await context((await quota(40)).id);
      expect(limits!.before.vcpus).toBe(10);
      expect(limits!.after.vcpus).toBe(40);
      expect(takes!.vcpus).toBe(30);
      expect(granted!.memoryBytes).toBe(64 * GiB);
    });

    it('is what became of earlier requests', async () => {
      const first = await gpu('train-1');
      await test.operations.decide(
        first.id,
        { approve: false, comment: 'No room' },
        amira,
      );
      const { history } = await context((await quota(40)).id);
      expect(history.project).toEqual({
        counts: { rejected: 1 },
        recent: [
          {
            id: first.id,
            title: first.title,
            state: 'rejected',
            createdAt: first.createdAt,
          },
        ],
      });
      expect(history.requester.counts).toEqual({ rejected: 1 });
    });
  });
});

describe.each(databases.eachSupportedId())(
  'Approvals of others (%s)',
  engine => {
    it('are nothing to who may not approve', async () => {
      const deny: PolicyDecision = { result: AuthorizeResult.DENY };
      const test = await createTestInstance(await databases.init(engine), {
        permissions: mockServices.permissions({
          result: deny.result as AuthorizeResult.DENY,
        }),
      });
      await test.runner.stop();
      const { id } = await test.submit('quota.change', {
        project: 'payments-dev',
        vcpus: 40,
        reason: 'Two more shops go live',
      });
      const { approvals } = test.services.guarded;
      expect(await approvals.inbox(page, amira)).toMatchObject({
        items: [],
        total: 0,
      });
      await expect(approvals.context(id, amira)).rejects.toThrow(
        `There is no operation "${id}"`,
      );
      expect(
        (await approvals.decide({ ids: [id], ...yes }, amira)).items,
      ).toEqual([
        { id, state: null, message: `There is no operation "${id}"` },
      ]);
    });
  },
);
