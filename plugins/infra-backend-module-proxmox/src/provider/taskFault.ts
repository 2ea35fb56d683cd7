import type { FailureClass } from '@ironstage/plugin-infra-common';
import { kindOfWords } from '../client/transport/decodeFailure';

/** Why a task failed, for a person. */
export interface TaskFault {
  class: FailureClass;
  message: string;
  detail: string;
}

/** Words of a failed task → fault. @param what - `start the instance` */
export function toTaskFault(
  provider: string,
  what: string,
  words: string,
): TaskFault {
  const noRoom = kindOfWords(words) === 'capacity';
  const said = words.replace(/\s+/g, ' ').replace(/[.\s]+$/, '');
  return {
    class: noRoom ? 'capacity' : 'provider',
    message:
      words === 'unexpected status'
        ? `${provider} could not ${what}: the task came to an unexpected end.`
        : `${provider} could not ${what}: ${said}.`,
    detail: words,
  };
}

/** True when the same task may succeed a little later. */
export function isPassing(words: string): boolean {
  return kindOfWords(words) === 'unavailable';
}
