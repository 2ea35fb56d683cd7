import { mockServices } from '@backstage/backend-test-utils';
import { createTestDatabases } from '../__testUtils__/databases';
import { connectDatabase } from '../database/migrate';
import { PendingAuditLog } from './PendingAuditLog';
import { StreamingAuditLog } from './StreamingAuditLog';

const databases = createTestDatabases();

const entry = {
  actor: 'user:default/dana',
  door: 'cli',
  action: 'operation-submit',
  target: 'op-1',
  outcome: 'succeeded' as const,
  data: { type: 'instance.stop', project: 'payments-dev' },
};

describe.each(databases.eachSupportedId())('StreamingAuditLog (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    const auditor = mockServices.auditor.mock();
    const event = {
      success: jest.fn(async () => {}),
      fail: jest.fn(async () => {}),
    };
    auditor.createEvent.mockResolvedValue(event);
    const logger = mockServices.logger.mock();
    const log = new StreamingAuditLog(new PendingAuditLog(knex), {
      auditor,
      logger,
    });
    const rows = async () =>
      (await knex('infra_audit_pending').select()).length;
    return { knex, auditor, event, logger, log, rows };
  }

  it('says what is on record, with who did it and how', async () => {
    const { log, auditor, event, rows } = await setUp();
    await log.append(entry);
    expect(await rows()).toBe(1);
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'operation-submit',
      severityLevel: 'medium',
      meta: {
        actor: 'user:default/dana',
        door: 'cli',
        target: 'op-1',
        type: 'instance.stop',
        project: 'payments-dev',
      },
    });
    expect(event.success).toHaveBeenCalledTimes(1);
  });

  it('says that something was refused or failed', async () => {
    const { log, event } = await setUp();
    await log.append({ ...entry, outcome: 'refused' });
    expect(event.fail).toHaveBeenCalledWith({
      error: new Error('It was refused'),
    });
    expect(event.success).not.toHaveBeenCalled();
  });

  it('says nothing before the transaction has ended, and nothing of one that is rolled back', async () => {
    const { knex, log, auditor, rows } = await setUp();
    await knex.transaction(async tx => {
      await log.append(entry, tx);
      expect(auditor.createEvent).not.toHaveBeenCalled();
    });
    await new Promise(setImmediate);
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);

    await expect(
      knex.transaction(async tx => {
        await log.append(entry, tx);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await new Promise(setImmediate);
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);
    expect(await rows()).toBe(1);
  });

  it('keeps the record when the stream is broken', async () => {
    const { log, auditor, logger, rows } = await setUp();
    auditor.createEvent.mockRejectedValue(new Error('no stream'));
    await log.append(entry);
    expect(await rows()).toBe(1);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
