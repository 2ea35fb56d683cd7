import { isEndState, type Operation } from '@ironstage/plugin-infra-common';
import { CliError } from '../CliError';
import { EXIT } from '../exitCodes';

function endSentence(operation: Operation): string {
  const { failure, approval, state } = operation;
  if (failure) {
    return [failure.message, ...failure.leftovers].join('\n');
  }
  if (state === 'rejected') {
    return `It was rejected by ${approval?.decidedBy ?? 'an approver'}${
      approval?.comment ? `: ${approval.comment}` : '.'
    }`;
  }
  return state === 'expired'
    ? 'Nobody decided about it in time, so it has expired.'
    : `The operation was ${state}.`;
}

/**
 * What the state of an operation means for the exit code, after it was waited for.
 *
 * @returns undefined when all is well
 */
export function badOutcome(operation: Operation): CliError | undefined {
  const { state, id } = operation;
  if (state === 'succeeded') {
    return undefined;
  }
  if (isEndState(state)) {
    return new CliError(EXIT.operationFailed, endSentence(operation), {
      afterResult: true,
    });
  }
  const again = `see it with: ironstage operations watch ${id}`;
  return state === 'pending_approval'
    ? new CliError(
        EXIT.awaitingApproval,
        `It still waits for an approval; ${again}`,
        { afterResult: true },
      )
    : new CliError(EXIT.stillRunning, `It is still ${state}; ${again}`, {
        afterResult: true,
      });
}
