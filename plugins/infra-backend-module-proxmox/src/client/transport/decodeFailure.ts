import { STATUS_CODES } from 'node:http';
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
import { presentable } from './presentable';

const bodySchema = z.object({
  message: z.string().optional(),
  errors: z.record(z.string(), z.unknown()).optional(),
});

/** Where a node is configured, for sentences that say where to look. */
export interface ProxmoxKeys {
  /** `infra.proxmox[0]` */
  config: string;
  /** `infra.proxmox[0].endpoints[0].url` */
  url: string;
}

/** Whatever a node answers has data, be it null, or a reason. */
const answerSchema = z.union([
  z.object({ data: z.null() }),
  z.object({ message: z.string() }),
  z.object({ errors: z.record(z.string(), z.unknown()) }),
]);

/**
 * What the words of a 500 mean. Proxmox VE has no other status for a refusal, so the text
 * is all there is; the texts are those of its own code.
 */
const WORDS: Array<[RegExp, ProviderErrorKind]> = [
  [/does not exist|no such|hostname lookup|unable to find/i, 'not-found'],
  [/already exists|already in use by another/i, 'conflict'],
  [
    /is locked|can't lock file|lock request timeout|checksum mismatch|detected modified configuration/i,
    'unavailable',
  ],
  [/no quorum|cluster not ready/i, 'unavailable'],
  [/out of space|not enough|no free|already in use/i, 'capacity'],
];

/** What a task or a refusal says, as the kind of our error. */
export function kindOfWords(words: string): ProviderErrorKind | undefined {
  return WORDS.find(([pattern]) => pattern.test(words))?.[1];
}

/** Says the same as the message of the body or, of servers before 8.4, the status line. */
function wordsOf(failure: HttpFailure): {
  words: string;
  fields: Record<string, string>;
} {
  const body = bodySchema.safeParse(failure.body);
  const fields = Object.fromEntries(
    Object.entries(body.data?.errors ?? {}).map(([name, value]) => [
      name,
      String(value).trim(),
    ]),
  );
  const words = (body.data?.message ?? failure.statusText).trim();
  return { words, fields };
}

/**
 * True for what a node does not say: pages, objects of another form, and the bare words that the
 * standard has for a status, in place of which a node gives its reason.
 */
function isForeign(failure: HttpFailure, words: string): boolean {
  const { status, body, text } = failure;
  if (body !== undefined) {
    return !answerSchema.safeParse(body).success;
  }
  return text !== '' || words === '' || words === STATUS_CODES[status];
}

function foreign(
  provider: string,
  keys: ProxmoxKeys,
  status: number,
  kind: ProviderErrorKind,
): string {
  const where =
    kind === 'forbidden' || kind === 'unauthorized'
      ? `${keys.url}, then ${keys.config}.auth`
      : keys.url;
  return `What answers for ${provider} with status ${status} does not sound like Proxmox VE but like a proxy or another product; check ${where}.`;
}

/** Kinds that say more than who answered. */
const TELLING: readonly ProviderErrorKind[] = [
  'rate-limited',
  'unknown-outcome',
];

/** The node that was asked could not talk to the node that is meant. */
const isBetweenNodes = (status: number) => status >= 595 && status <= 599;

function kindOf(
  failure: HttpFailure,
  words: string,
  effect: HttpEffect,
): ProviderErrorKind {
  const { status } = failure;
  if (status === 400) {
    // a parameter that names what is not there, or is there already, is refused like a wrong one
    const said = kindOfWords(words);
    return said === 'not-found' || said === 'conflict' ? said : 'invalid';
  }
  if (status === 500) {
    return (
      kindOfWords(words) ?? (effect === 'read' ? 'unavailable' : 'conflict')
    );
  }
  if (status === 501 || status === 506) {
    return 'misconfigured';
  }
  // the call may have run there
  if (isBetweenNodes(status)) {
    return effect === 'read' ? 'unavailable' : 'unknown-outcome';
  }
  return kindOfStatus(status, effect);
}

/** Locks of guests and storages, which are gone in a moment. */
const BUSY = /can't lock file|lock request timeout/i;

/** What of a reason is for people: of a refusal all of it, of an error of its own only what is a sentence. */
function forPeople(failure: HttpFailure, words: string): string {
  if (failure.status < 500) {
    return words;
  }
  return isBetweenNodes(failure.status) ? '' : presentable(words);
}

function troubleOf(provider: string, failure: HttpFailure, words: string) {
  if (isBetweenNodes(failure.status)) {
    return `A node of ${provider} does not answer the others; ask again later.`;
  }
  return BUSY.test(words)
    ? `${provider} is at work on the same guest or storage; ask again in a moment.`
    : undefined;
}

/** Decoder for the answers of a Proxmox VE node. */
export function proxmoxFailureDecoder(
  provider: string,
  keys: ProxmoxKeys,
): FailureDecoder {
  return (failure, request): DecodedFailure => {
    const { words, fields } = wordsOf(failure);
    const parts = Object.entries(fields).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const everything = [words, ...parts].filter(Boolean).join(' ');
    const kind = kindOf(failure, everything, request.effect ?? 'read');
    return {
      kind,
      message:
        isForeign(failure, words) && !TELLING.includes(kind)
          ? foreign(provider, keys, failure.status, kind)
          : refusalSentence({
              who: provider,
              kind,
              words: forPeople(
                failure,
                parts.length > 0 ? parts.join(', ') : words,
              ),
              own: {
                unavailable: said =>
                  troubleOf(provider, failure, everything) ??
                  `${provider} has trouble of its own${said}.`,
                unauthorized: () =>
                  `${provider} does not accept the portal's API token; check ${keys.config}.auth.`,
                forbidden: said =>
                  `The portal's API token may not do this at ${provider}${said}; check the rights of ${keys.config}.auth.`,
                misconfigured: said =>
                  `${provider} does not know this request; it must be Proxmox VE 8.1 or later behind ${keys.config}.endpoints${said}.`,
              },
            }),
      detail: everything,
    };
  };
}
