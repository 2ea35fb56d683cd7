import type { OperationStep } from '@ironstage/plugin-infra-common';

/**
 * How long a step took, or has been running, in milliseconds.
 *
 * @returns undefined when it has not begun
 */
export function stepDuration(
  step: OperationStep,
  now: number,
): number | undefined {
  if (!step.startedAt) {
    return undefined;
  }
  const end = step.finishedAt ? Date.parse(step.finishedAt) : now;
  return Math.max(0, end - Date.parse(step.startedAt));
}
