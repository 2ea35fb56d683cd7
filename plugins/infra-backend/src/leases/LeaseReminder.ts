import type { LoggerService } from '@backstage/backend-plugin-api';
import type { InfraConfig } from '../config/InfraConfig';
import { DAY_MS, dueReminder } from './leaseDates';
import { leftWords, momentWords } from './leaseWords';
import type { LeaseNotifier } from './LeaseNotifier';
import type { LeaseStore, StoredLease } from './LeaseStore';

/** Reminds people that a lease is about to end, once for each number of days that is configured. */
export class LeaseReminder {
  constructor(
    private readonly services: {
      leases: LeaseStore;
      notifier: LeaseNotifier;
      logger: LoggerService;
      config: InfraConfig;
      now?: () => Date;
    },
  ) {}

  async run(): Promise<void> {
    const now = this.services.now?.() ?? new Date();
    const { leases, config } = this.services;
    const [earliest = 0] = config.lease.reminderDays;
    const horizon = new Date(now.getTime() + earliest * DAY_MS).toISOString();
    for (const lease of await leases.endingBy(horizon)) {
      await this.remind(lease, now);
    }
  }

  private async remind(lease: StoredLease, now: Date) {
    const { leases, notifier, logger, config } = this.services;
    const endMs = new Date(lease.endsAt).getTime();
    const due = dueReminder(endMs, now, config.lease.reminderDays);
    if (
      due === null ||
      endMs <= now.getTime() ||
      (lease.remindedDays !== null && lease.remindedDays <= due)
    ) {
      return;
    }
    // on record before it is sent: another replica, or this one after a crash, does not send it again
    if (!(await leases.setReminded(lease, due))) {
      return;
    }
    try {
      await notifier.tell(
        lease,
        `The lease of ${lease.name} ends in ${leftWords(
          endMs - now.getTime(),
        )}`,
        `It ends on ${momentWords(
          lease.endsAt,
        )}. Then it is stopped, and on ${momentWords(
          lease.graceEndsAt,
        )} deleted with everything on it. Extend the lease if you still need it.`,
        { canBeExtended: true },
      );
    } catch (error) {
      logger.warn(`Could not remind ${lease.requester}: ${error}`);
      await leases.setReminded(
        { ...lease, remindedDays: due },
        lease.remindedDays,
      );
    }
  }
}
