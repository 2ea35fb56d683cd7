import type { PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  callerOf,
  createTestServices,
  TEST_SSH_KEY,
  until,
} from '../__testUtils__/createTestServices';
import { auditRows } from '../__testUtils__/auditRows';
import { createTestDatabases } from '../__testUtils__/databases';

const databases = createTestDatabases();
const dana = callerOf('dana', 'payments');
const sam = callerOf('sam', 'search');

/** Sam sees and may do nothing with what has a ref; everything else is allowed to everybody. */
const permissions: PermissionsService = {
  authorize: async (requests, options) =>
    requests.map(({ resourceRef }) => ({
      result:
        resourceRef !== undefined && options?.credentials === sam.credentials
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    })),
  authorizeConditional: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
};

/** What an error or an answer says, with the name that was asked for taken out. */
async function said(work: Promise<unknown>, name: string): Promise<unknown> {
  const outcome = await work.then(
    value => value,
    error => [error.name, error.message, error.problems],
  );
  return JSON.parse(JSON.stringify(outcome).split(name).join('NAME'));
}

describe.each(databases.eachSupportedId())(
  "What a stranger hears of another team's things (%s)",
  engine => {
    async function setUp() {
      const knex = await databases.init(engine);
      const test = await createTestServices(knex, { permissions });
      const { guarded, jobs } = test.services;
      await test.syncNow();
      jobs.runner.start();
      const made = async (type: string, input: Record<string, unknown>) => {
        const { id } = await guarded.operations.submit({ type, input }, dana);
        await until(
          async () =>
            (await guarded.operations.get(id, dana)).state === 'succeeded',
        );
        return guarded.operations.get(id, dana);
      };
      await made('project.create', {
        team: 'group:default/payments',
        environment: 'dev',
        provider: 'fake-1',
      });
      const vm = await made('instance.create', {
        project: 'payments-dev',
        name: 'vm-1',
        flavor: 'small',
        image: 'baseos',
        sshPublicKey: TEST_SSH_KEY,
      });
      await jobs.runner.stop();
      const denials = async () =>
        (await auditRows(knex))
          .filter(({ action }) => action === 'access-deny')
          .map(({ actor, target, outcome }) => ({ actor, target, outcome }));
      return {
        knex,
        guarded,
        denials,
        operation: vm.id,
        ref: vm.result!.resources[0],
      };
    }

    it('is just what he hears of what is not there', async () => {
      const { guarded, operation, ref, denials } = await setUp();
      const { inventory, projects, operations, events, quotas } = guarded;
      const { signal } = new AbortController();
      const page = { limit: 10 };
      const absentRef = 'instance:fake-1/none';
      const vm = (project: string) => ({
        type: 'instance.create',
        input: {
          project,
          name: 'vm-2',
          flavor: 'small',
          image: 'baseos',
          sshPublicKey: TEST_SSH_KEY,
        },
      });
      const gpu = (project: string) => ({
        type: 'gpu.request',
        input: {
          ...vm(project).input,
          model: 'a100',
          count: 1,
          days: 1,
          purpose: 'To see what is there',
        },
      });
      const limits = (project: string) => ({
        type: 'quota.change',
        input: { project, vcpus: 1, reason: 'To see what is there' },
      });
      const on =
        (type: string, more: object = {}) =>
        (target: string) => ({
          type,
          input: { ref: target, ...more },
        });
      const asked: Array<[string, string, (name: string) => Promise<unknown>]> =
        [
          [ref, absentRef, name => inventory.get(name, sam)],
          [ref, absentRef, name => events.list(name, page, sam, signal)],
          ['payments-dev', 'nothing-dev', name => projects.get(name, sam)],
          [
            'payments-dev',
            'nothing-dev',
            name => quotas.changes(name, { limit: 1, offset: 0 }, sam),
          ],
          [operation, 'none', name => operations.get(name, sam)],
          [operation, 'none', name => operations.cancel(name, sam)],
          [
            operation,
            'none',
            name =>
              operations.decide(name, { approve: true, comment: '' }, sam),
          ],
          ...[vm, gpu, limits].flatMap(
            request =>
              [
                [
                  'payments-dev',
                  'nothing-dev',
                  (name: string) => operations.submit(request(name), sam),
                ],
                [
                  'payments-dev',
                  'nothing-dev',
                  (name: string) => operations.check(request(name), sam),
                ],
              ] as Array<[string, string, (name: string) => Promise<unknown>]>,
          ),
          ...[
            on('instance.start'),
            on('instance.stop'),
            on('instance.reboot'),
            on('instance.resize', { flavor: 'small' }),
            on('instance.snapshot', { name: 's' }),
            on('instance.rebuild', {
              image: 'baseos',
              sshPublicKey: TEST_SSH_KEY,
            }),
            on('instance.delete'),
            on('lease.extend', { days: 1 }),
          ].map(
            request =>
              [
                ref,
                absentRef,
                (name: string) => operations.submit(request(name), sam),
              ] as [string, string, (name: string) => Promise<unknown>],
          ),
        ];
      for (const [hidden, absent, ask] of asked) {
        const answer = await said(ask(hidden), hidden);
        expect(answer).toEqual(await said(ask(absent), absent));
        expect(JSON.stringify(answer)).not.toMatch(/payments|vm-1|may not/);
      }
      // of events it is asked whether he may before it is looked whether there are any
      const recorded = (await denials()).filter(
        one => one.target !== absentRef,
      );
      expect(recorded).toHaveLength(asked.length);
      expect(new Set(recorded.map(one => one.target))).toEqual(
        new Set([ref, 'payments-dev', operation]),
      );
    });

    it('is on record with who asked and through which door', async () => {
      const { guarded, denials } = await setUp();
      await said(guarded.projects.get('payments-dev', sam), 'payments-dev');

      expect(await denials()).toEqual([
        {
          actor: 'user:default/sam',
          target: 'payments-dev',
          outcome: 'refused',
        },
      ]);
    });

    it('leaves nothing that he has asked for', async () => {
      const { knex, guarded, ref } = await setUp();
      const before = await knex('infra_operations').count();
      await said(
        guarded.operations.submit(
          { type: 'instance.delete', input: { ref } },
          sam,
        ),
        ref,
      );
      expect(await knex('infra_operations').count()).toEqual(before);
    });
  },
);
