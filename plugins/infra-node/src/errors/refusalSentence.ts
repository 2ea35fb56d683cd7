import type { ProviderErrorKind } from './ProviderError';

/** What a refusal is put into words from. @public */
export interface Refusal {
  /** id of the provider that refused */
  who: string;
  /** its part that was asked, `the bare-metal service of os-eu1`, where another part might be well */
  part?: string;
  kind: ProviderErrorKind;
  /** the vendor's reason, of any form; may be empty */
  words: string;
  /**
   * sentences for kinds of which the vendor's module knows more, such as the configuration key to look at;
   * `said` is the reason behind a colon, or nothing, and `asked` who was asked, for the beginning of a sentence
   */
  own?: Partial<
    Record<ProviderErrorKind, (said: string, asked: string) => string>
  >;
}

/** As much of a reason as a sentence bears. */
const MAX_WORDS = 300;

/** The one sentence for the person who asked, of a cloud that refused. @public */
export function refusalSentence(refusal: Refusal): string {
  const { who, part, kind, words, own } = refusal;
  const reason = words
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[.\s]+$/, '')
    .slice(0, MAX_WORDS);
  const said = reason && `: ${reason}`;
  const asked = part ? `${part.charAt(0).toUpperCase()}${part.slice(1)}` : who;
  const mine = own?.[kind];
  if (mine) {
    return mine(said, asked);
  }
  switch (kind) {
    case 'quota-exceeded':
      return `The quota at ${who} does not allow it${said}.`;
    case 'capacity':
      return `${who} has no room for it${said}.`;
    case 'not-found':
      return `${who} does not have what was asked for${said}.`;
    case 'conflict':
      return `${who} can't do it in the present state${said}.`;
    case 'invalid':
      return `${who} does not accept the request${said}.`;
    case 'rate-limited':
      return `${asked} asks for fewer requests${said}.`;
    case 'unknown-outcome':
      return `It is unknown whether ${
        part ?? who
      } did what it was asked${said}.`;
    default:
      return `${asked} has trouble of its own${said}.`;
  }
}
