import type { FailureClass } from '@ironstage/plugin-infra-common';
import type { ProviderErrorKind } from '@ironstage/plugin-infra-node';
import { kindOfWords } from '../client/transport/decodeFailure';
import { presentable } from '../client/transport/presentable';

/** Why a task failed, for a person. */
export interface TaskFault {
  class: FailureClass;
  /** as an error: `unavailable` when the same task may succeed a little later */
  kind: Extract<ProviderErrorKind, 'capacity' | 'unavailable' | 'conflict'>;
  message: string;
  detail: string;
}

function kindOf(words: string): TaskFault['kind'] {
  const kind = kindOfWords(words);
  return kind === 'capacity' || kind === 'unavailable' ? kind : 'conflict';
}

/** Words of a failed task → fault. @param what - `start the instance` */
export function toTaskFault(
  provider: string,
  what: string,
  words: string,
): TaskFault {
  const kind = kindOf(words);
  const said = presentable(words).replace(/[.\s]+$/, '');
  return {
    kind,
    class: kind === 'capacity' ? 'capacity' : 'provider',
    message:
      words === 'unexpected status'
        ? `${provider} could not ${what}: the task came to an unexpected end.`
        : `${provider} could not ${what}${
            said ? `: ${said}` : '; the log of the task at its node says why'
          }.`,
    detail: words,
  };
}
