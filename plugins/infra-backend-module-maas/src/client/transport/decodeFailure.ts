import {
  refusalSentence,
  kindOfStatus,
  type DecodedFailure,
  type FailureDecoder,
  type HttpEffect,
  type HttpFailure,
  type ProviderErrorKind,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { machineTrouble } from './machineTrouble';

const fieldsSchema = z.record(z.string(), z.array(z.string()));

/** `{"field": ["sentence"]}`, a bare sentence, or a page of a proxy, which says nothing. */
function wordsOf(failure: HttpFailure): string {
  const fields = fieldsSchema.safeParse(failure.body);
  if (fields.success) {
    return Object.entries(fields.data)
      .map(([field, texts]) =>
        field === '__all__' ? texts.join(' ') : `${field}: ${texts.join(' ')}`,
      )
      .join(' ');
  }
  if (typeof failure.body === 'string') {
    return failure.body;
  }
  return /^\s*</.test(failure.text) ? '' : failure.text.trim();
}

/**
 * True for what a region does not say: its refusals are words, or words by field. An empty body is its own,
 * too, but not behind these statuses, which it gives a reason for or does not know.
 */
function isForeign(failure: HttpFailure, words: string): boolean {
  const { status, body, text } = failure;
  return (
    /^\s*</.test(text) ||
    (body !== undefined && words === '') ||
    (words === '' && ![403, 405, 429].includes(status))
  );
}

function foreign(
  provider: string,
  configKey: string,
  status: number,
  kind: ProviderErrorKind,
): string {
  const where =
    kind === 'forbidden' || kind === 'unauthorized'
      ? `${configKey}.url, then ${configKey}.apiKey`
      : `${configKey}.url`;
  return `What answers for ${provider} with status ${status} does not sound like MAAS but like a proxy or another product; check ${where}.`;
}

function kindOf(
  failure: HttpFailure,
  words: string,
  effect: HttpEffect,
): ProviderErrorKind {
  const { status, headers } = failure;
  if (status === 409) {
    // a conflict within the database, told with the time to wait, is no conflict of the request
    if (headers['retry-after']) {
      return 'unavailable';
    }
    return /^no (available )?machine (available|matches)/i.test(words)
      ? 'capacity'
      : 'conflict';
  }
  if (status === 400 && /current state|cannot be released|can't/i.test(words)) {
    return 'conflict';
  }
  // a 500 leaves open what was done: an installation goes on though the call that began it fell over
  return kindOfStatus(status, effect);
}

/** Kinds that say more than who answered. */
const TELLING: readonly ProviderErrorKind[] = [
  'rate-limited',
  'unknown-outcome',
];

/** Decoder for the answers of a MAAS region. */
export function maasFailureDecoder(
  provider: string,
  configKey: string,
): FailureDecoder {
  return (failure, request): DecodedFailure => {
    if (failure.status === 401) {
      // the body of a 401 may name the right secret: it is read for the one word and dropped
      const late = /expired timestamp/i.test(failure.text);
      if (!/^\s*(Authorization Error|Forbidden\s*$)/.test(failure.text)) {
        return {
          kind: 'unauthorized',
          message: foreign(provider, configKey, 401, 'unauthorized'),
          detail: 'refused in another way than MAAS does',
        };
      }
      return {
        kind: 'unauthorized',
        message: late
          ? `${provider} does not accept the time of the portal's request; the clocks of the two differ by more than five minutes.`
          : `${provider} does not accept the portal's API key; check ${configKey}.apiKey.`,
        detail: late ? 'timestamp refused' : 'key refused',
      };
    }
    const words = wordsOf(failure);
    const trouble = machineTrouble(failure, words, request.template);
    if (trouble) {
      return {
        kind: trouble.kind,
        message: trouble.sentence(provider),
        detail: words,
      };
    }
    const kind = kindOf(failure, words, request.effect ?? 'read');
    return {
      kind,
      message:
        isForeign(failure, words) && !TELLING.includes(kind)
          ? foreign(provider, configKey, failure.status, kind)
          : refusalSentence({
              who: provider,
              kind,
              // a region's own trouble is told with hosts, ports and SQL in it: that is for the detail
              words: failure.status >= 500 ? '' : words,
              own: {
                forbidden: said =>
                  `The portal's account may not do this at ${provider}${said}; the machine may be locked or another's, or the key at ${configKey}.apiKey is no administrator's.`,
                'not-found': said =>
                  `${provider} does not have what was asked for${said}; check ${configKey}.url when nothing is found at all.`,
                capacity: said =>
                  `${provider} has no machine that fits${said}.`,
              },
            }),
      detail: words,
    };
  };
}
