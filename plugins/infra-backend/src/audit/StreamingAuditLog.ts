import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditEntry, AuditLog } from './AuditLog';
import { withoutSecrets } from './withoutSecrets';

type Meta = NonNullable<Parameters<AuditorService['createEvent']>[0]['meta']>;

/**
 * Says every audited fact to Backstage's auditor, too, so that it is in the log stream. What is said
 * is what is on record: an entry of a transaction that is rolled back is not said.
 */
export class StreamingAuditLog implements AuditLog {
  constructor(
    private readonly inner: AuditLog,
    private readonly parts: {
      auditor: AuditorService;
      logger: LoggerService;
      /** told when an entry is on record for good */
      onRecorded?: () => void;
    },
  ) {}

  async append(entry: AuditEntry, tx?: Knex.Transaction): Promise<void> {
    await this.inner.append(entry, tx);
    if (!tx) {
      await this.say(entry);
      return;
    }
    tx.executionPromise.then(
      () => this.say(entry),
      () => {},
    );
  }

  /** The stream is a convenience; the rows are the record. */
  private async say({ action, outcome, data, ...meta }: AuditEntry) {
    this.parts.onRecorded?.();
    try {
      const event = await this.parts.auditor.createEvent({
        eventId: action,
        severityLevel: 'medium',
        // audited data is JSON
        meta: withoutSecrets({ ...meta, ...data }) as Meta,
      });
      if (outcome === 'succeeded') {
        await event.success();
        return;
      }
      const error = new Error(`It was ${outcome}`);
      // the stream shows it, and where this is said is of no interest
      error.stack = undefined;
      await event.fail({ error });
    } catch (error) {
      this.parts.logger.warn(
        `Could not say to the auditor what was done: ${error}`,
      );
    }
  }
}
