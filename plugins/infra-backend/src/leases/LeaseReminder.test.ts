import { createTestInstance } from '../__testUtils__/createTestInstance';
import { createTestDatabases } from '../__testUtils__/databases';
import { DAY_MS } from './leaseDates';
import { LeaseNotifier } from './LeaseNotifier';
import { LeaseReminder } from './LeaseReminder';
import { mockServices } from '@backstage/backend-test-utils';
import { readInfraConfig } from '../config/readInfraConfig';
import { ConfigReader } from '@backstage/config';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('LeaseReminder (%s)', engine => {
  async function setUp() {
    const test = await createTestInstance(await databases.init(engine));
    await test.runner.stop();
    const { leases } = test.services.stores;
    const sent: string[] = [];
    const payloads: object[] = [];
    let broken = false;
    /** another one each time, as after a restart */
    const runAt = async (ms: number) => {
      const reminder = new LeaseReminder({
        leases,
        notifier: new LeaseNotifier({
          async send({ payload }) {
            if (broken) {
              throw new Error('no notifications today');
            }
            sent.push(payload.title);
            payloads.push(payload);
          },
        }),
        logger: mockServices.logger.mock(),
        config: readInfraConfig(new ConfigReader({})),
        now: () => new Date(ms),
      });
      await reminder.run();
    };
    const lease = (await leases.find(test.ref))!;
    return {
      ...test,
      ...{ sent, payloads, runAt, leases },
      endMs: new Date(lease.endsAt).getTime(),
      breakDown: (value: boolean) => {
        broken = value;
      },
    };
  }

  it('reminds 72 and 24 hours before the end, once each, whoever runs it', async () => {
    const { runAt, sent, endMs } = await setUp();
    await runAt(endMs - 3.1 * DAY_MS);
    expect(sent).toEqual([]);
    await runAt(endMs - 3 * DAY_MS);
    await runAt(endMs - 2.5 * DAY_MS);
    await Promise.all([
      runAt(endMs - 0.9 * DAY_MS),
      runAt(endMs - 0.9 * DAY_MS),
    ]);
    await runAt(endMs - 0.5 * DAY_MS);
    await runAt(endMs + 1);
    expect(sent).toEqual([
      'The lease of vm-1 ends in 3 days',
      'The lease of vm-1 ends in 1 day',
    ]);
  });

  it('sends one reminder when it was away for two', async () => {
    const { runAt, sent, endMs } = await setUp();
    await runAt(endMs - 0.5 * DAY_MS);
    await runAt(endMs - 0.4 * DAY_MS);
    expect(sent).toEqual(['The lease of vm-1 ends in 12 hours']);
  });

  it('tries again when the message could not be handed over', async () => {
    const { runAt, sent, endMs, breakDown } = await setUp();
    breakDown(true);
    await runAt(endMs - 3 * DAY_MS);
    breakDown(false);
    await runAt(endMs - 2.9 * DAY_MS);
    expect(sent).toEqual(['The lease of vm-1 ends in 3 days']);
  });

  it('reminds anew of an end that was moved', async () => {
    const { runAt, sent, endMs, leases, ref } = await setUp();
    await runAt(endMs - 3 * DAY_MS);
    await leases.extend(ref, {
      endsAt: new Date(endMs + 20 * DAY_MS).toISOString(),
      graceEndsAt: new Date(endMs + 23 * DAY_MS).toISOString(),
      remindedDays: null,
    });
    await runAt(endMs);
    expect(sent).toHaveLength(1);
    await runAt(endMs + 17 * DAY_MS);
    expect(sent).toHaveLength(2);
  });

  it('says in words when it ends and what becomes of it, and leads to the extension', async () => {
    const { runAt, payloads, endMs, ref } = await setUp();
    await runAt(endMs - DAY_MS);
    expect(payloads).toEqual([
      expect.objectContaining({
        description: expect.stringMatching(
          /^It ends on \w+day \d+ \w+ \d{4} at \d\d:\d\d UTC\. Then it is stopped, and on .* UTC deleted with everything on it\. Extend the lease if you still need it\.$/,
        ),
        link: `/infra/projects/payments-dev?extend=${encodeURIComponent(ref)}`,
      }),
    ]);
  });

  it('says nothing twice when the clock is set back', async () => {
    const { runAt, sent, endMs } = await setUp();
    await runAt(endMs - 0.9 * DAY_MS);
    await runAt(endMs - 2.5 * DAY_MS);
    await runAt(endMs - 0.9 * DAY_MS);
    expect(sent).toEqual(['The lease of vm-1 ends in 1 day']);
  });
});
