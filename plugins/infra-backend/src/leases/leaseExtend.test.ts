import { ProviderError } from '@ironstage/plugin-infra-node';
import { callerOf, until } from '../__testUtils__/createTestServices';
import {
  createTestInstance,
  type TestInstance,
} from '../__testUtils__/createTestInstance';
import { auditRows } from '../__testUtils__/auditRows';
import { createTestDatabases } from '../__testUtils__/databases';
import { DAY_MS } from './leaseDates';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('lease.extend (%s)', engine => {
  let test: TestInstance;
  beforeEach(async () => {
    test = await createTestInstance(await databases.init(engine));
  });
  afterEach(() => test.runner.stop());

  const lease = async () => (await test.services.stores.leases.find(test.ref))!;
  const endMs = async () => new Date((await lease()).endsAt).getTime();
  const end = (column: string, daysFromNow: number) =>
    test
      .knex('infra_leases')
      .where('ref', test.ref)
      .update({
        [column]: new Date(Date.now() + daysFromNow * DAY_MS).toISOString(),
      });
  /** It ends, is stopped, and is not extended. */
  const graceIsOver = async () => {
    const { enforcer } = test.services.jobs;
    await end('ends_at', -4);
    await enforcer.run();
    const { items } = await test.services.stores.operations.list(
      { type: ['instance.stop'], limit: 50, offset: 0 },
      'all',
    );
    for (const { id } of items) {
      await test.ended(id);
    }
    await end('grace_ends_at', -1);
    await enforcer.run();
    await enforcer.run();
  };
  const extend = (days: number) =>
    test.submit('lease.extend', { ref: test.ref, days });

  it('moves the end by as many days, and that of the grace with it', async () => {
    const before = await endMs();
    const done = await test.succeed('lease.extend', {
      ref: test.ref,
      days: 14,
    });

    expect(done.title).toMatch(
      /^Extend the lease of vm-1 in payments-dev by 14 days, to \w+day \d+ \w+ \d{4} at \d\d:\d\d UTC$/,
    );
    expect((await endMs()) - before).toBe(14 * DAY_MS);
    expect(await lease()).toMatchObject({
      state: 'active',
      graceEndsAt: new Date(before + 17 * DAY_MS).toISOString(),
      remindedDays: null,
    });
    expect((await test.row()).leaseEndsAt).toBe((await lease()).endsAt);
  });

  it('counts from today when the lease has ended, and saves it from deletion', async () => {
    await end('ends_at', -1);
    await test.services.jobs.enforcer.run();
    expect((await lease()).state).toBe('grace');
    await test.succeed('lease.extend', { ref: test.ref, days: 7 });

    expect((await lease()).state).toBe('active');
    expect(Math.abs((await endMs()) - Date.now() - 7 * DAY_MS)).toBeLessThan(
      60_000,
    );
    await test.services.jobs.enforcer.run();
    expect((await lease()).state).toBe('active');
  });

  it('refuses what goes beyond the policy', async () => {
    // 30 days are left of 180
    await expect(extend(151)).rejects.toThrow(
      'An instance may be kept for 180 days from today, with this it would be 181.',
    );
    await test.succeed('lease.extend', { ref: test.ref, days: 150 });
  });

  it('has a GPU wait for somebody else, for as long as one is granted', async () => {
    await test
      .knex('infra_resources')
      .where('ref', test.ref)
      .update({
        vector: JSON.stringify({
          ...(await test.row()).vector,
          gpus: { a100: 1 },
        }),
      });
    await end('ends_at', 2);
    await expect(extend(29)).rejects.toThrow('A GPU may be kept for 30 days');
    const { id, state } = await extend(7);

    expect(state).toBe('pending_approval');
    const before = await endMs();
    await test.operations.decide(
      id,
      { approve: true, comment: '' },
      callerOf('amira', 'approvers'),
    );
    await test.ended(id);
    expect((await endMs()) - before).toBe(7 * DAY_MS);
  });

  it('does not add up when it is asked for twice at once', async () => {
    const before = await endMs();
    const outcomes = await Promise.allSettled([extend(10), extend(10)]);
    const admitted = outcomes.flatMap(one =>
      one.status === 'fulfilled' ? [one.value] : [],
    );
    expect(admitted).toHaveLength(1);
    await test.ended(admitted[0].id);
    expect((await endMs()) - before).toBe(10 * DAY_MS);
  });

  it('comes too late for what is being deleted', async () => {
    await test
      .knex('infra_leases')
      .where('ref', test.ref)
      .update({ state: 'releasing' });
    await expect(extend(7)).rejects.toThrow(
      'It is too late: vm-1 is being deleted.',
    );
  });

  it('is still possible after the deletion has failed, which is tried again later', async () => {
    const { enforcer } = test.services.jobs;
    test.provider.interfere = name => {
      if (name === 'remove') {
        throw new ProviderError({
          provider: 'fake-1',
          kind: 'forbidden',
          message: 'The portal may not delete.',
        });
      }
    };
    await graceIsOver();
    test.runner.start();
    await until(async () => (await lease()).state === 'grace');
    const deletions = async () =>
      (
        await test.services.stores.operations.list(
          { type: ['instance.delete'], limit: 10, offset: 0 },
          'all',
        )
      ).items.map(one => one.state);
    await enforcer.run();
    expect(await deletions()).toEqual(['failed']);
    await test.succeed('lease.extend', { ref: test.ref, days: 1 });
    expect((await lease()).state).toBe('active');

    test.provider.interfere = () => {};
    await graceIsOver();
    await until(async () => (await lease()).state === 'released');
    await until(async () => (await deletions())[0] === 'succeeded');
    expect(await deletions()).toEqual(['succeeded', 'failed']);
    expect(test.provider.built).toEqual([]);
  });

  it('ends a lease only after the operation that is under way', async () => {
    const { enforcer } = test.services.jobs;
    test.actions.pollsToAct = Infinity;
    const { id } = await test.submit('instance.reboot', { ref: test.ref });
    await end('ends_at', -4);
    await enforcer.run();
    await end('grace_ends_at', -1);
    await enforcer.run();
    expect((await lease()).state).toBe('grace');
    // it does not even ask
    const refused = (await auditRows(test.knex)).filter(
      ({ outcome }) => outcome === 'refused',
    );
    expect(refused).toEqual([]);
    expect(test.provider.built).toHaveLength(1);

    test.actions.begun.forEach(one => {
      one.pollsLeft = 0;
    });
    await test.ended(id);
    await enforcer.run();
    expect((await lease()).state).toBe('releasing');
  });
});
