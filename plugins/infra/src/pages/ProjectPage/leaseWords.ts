import type { Lease } from '@ironstage/plugin-infra-common';
import { DateTime } from 'luxon';
import { daysUntil, formatDay, plural } from '../../lib/format';

/** What is left of a lease, in words. */
export function leaseWords(lease: Lease, now?: DateTime): string {
  if (lease.state === 'released') {
    return 'released';
  }
  if (lease.state === 'releasing') {
    return 'being released now';
  }
  if (lease.state === 'grace') {
    const why =
      DateTime.fromISO(lease.endsAt) > (now ?? DateTime.now())
        ? 'deleted'
        : 'ended';
    return `${why}; stopped, and kept until ${formatDay(lease.graceEndsAt)}`;
  }
  const days = daysUntil(lease.endsAt, now);
  if (days < 0) {
    return 'ended';
  }
  return days === 0 ? 'ends today' : `${plural(days, 'day')} left`;
}
