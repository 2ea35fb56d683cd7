import type { Problem, Resource } from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../config/InfraConfig';
import type { StoredLease } from './LeaseStore';
import { problem } from '../operations/problem';

/** How many GPUs an instance has. */
export const gpusOf = ({ vector }: Resource): number =>
  Object.values(vector?.gpus ?? {}).reduce((sum, count) => sum + count, 0);

/** `1 day`, `7 days` */
export const inDays = (count: number) =>
  `${count} ${count === 1 ? 'day' : 'days'}`;

/** Whether there is a lease whose end can still be moved. */
export function checkOpen(
  lease: StoredLease | undefined,
  name: string,
): Problem[] {
  if (!lease || lease.state === 'released') {
    return [problem('ref', `${name} has no lease: it does not end.`)];
  }
  return lease.state === 'releasing'
    ? [problem('ref', `It is too late: ${name} is being deleted.`)]
    : [];
}

/**
 * How long a lease may last from today, of a GPU as long as one is granted for.
 *
 * @param left - days from today to the new end
 */
export function checkLength(
  left: number,
  gpus: number,
  { gpu, lease }: InfraConfig,
): Problem[] {
  const most = gpus > 0 ? gpu.maxDays : lease.maxDays;
  return left > most
    ? [
        problem(
          'days',
          `${gpus > 0 ? 'A GPU' : 'An instance'} may be kept for ${inDays(
            most,
          )} from today, with this it would be ${left}.`,
          'policy',
        ),
      ]
    : [];
}

/** Why somebody else has to agree: the same reasons as for a new lease or GPU. */
export function approvalReasons(
  left: number,
  gpus: number,
  { approvals }: InfraConfig,
): string[] {
  const reasons: string[] = [];
  if (gpus > approvals.gpuCountAbove) {
    reasons.push(
      approvals.gpuCountAbove === 0
        ? 'GPUs are granted by an approver.'
        : `It has more than ${approvals.gpuCountAbove} GPUs.`,
    );
  }
  if (left > approvals.leaseDaysAbove) {
    reasons.push(
      `The lease would last ${left} days from today, longer than ${approvals.leaseDaysAbove} days.`,
    );
  }
  return reasons;
}
