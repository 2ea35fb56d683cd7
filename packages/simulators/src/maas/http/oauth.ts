import { createHmac } from 'node:crypto';
import { typed, Refusal } from './reply';

const THRESHOLD_SECONDS = 300;
const needed = [
  'oauth_consumer_key',
  'oauth_token',
  'oauth_signature',
  'oauth_signature_method',
  'oauth_timestamp',
  'oauth_nonce',
] as const;

export type OAuthFields = Record<(typeof needed)[number], string>;

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Names of the fields that a signature lacks. */
export function missingFields(header: string): string[] {
  return needed.filter(name => !RegExp(`\\b${name}\\s*=`).test(header));
}

/**
 * The fields of an `Authorization: OAuth …` header, or undefined when there
 * is none or one is missing: MAAS then takes the caller for anonymous.
 */
export function readOAuth(header: string | undefined): OAuthFields | undefined {
  if (!header || !/^OAuth\s/i.test(header)) {
    return undefined;
  }
  const fields: Record<string, string> = {};
  for (const pair of header.slice(6).split(',')) {
    const [, name, value] = /^\s*(\w+)\s*=\s*"?([^"]*)"?\s*$/.exec(pair) ?? [];
    if (name) {
      fields[name] = decode(value);
    }
  }
  return needed.every(name => fields[name] !== undefined)
    ? (fields as OAuthFields)
    : undefined;
}

/** 401 in the words of MAAS's OAuth library. */
export function unauthorized(message: string): Refusal {
  return new Refusal(
    typed(401, 'text/html; charset=utf-8', `Authorization Error: ${message}`, {
      'WWW-Authenticate': 'OAuth realm="OAuth"',
    }),
  );
}

/** RFC 3986, as OAuth wants it. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export interface SignedRequest {
  method: string;
  /** Scheme, host and path. */
  url: string;
  /** Refuses a signature that lacks a parameter, as 3.7 does; 3.4 takes the caller for anonymous. */
  strict?: boolean;
  /** Query and urlencoded body. */
  params: Array<[string, string]>;
  header: string;
}

/** The signature base string of RFC 5849, 3.4.1. */
export function baseString(request: SignedRequest): string {
  const pairs: Array<[string, string]> = [...request.params];
  for (const pair of request.header.replace(/^OAuth\s/i, '').split(',')) {
    const [, name, value] = /^\s*(\w+)\s*=\s*"?([^"]*)"?\s*$/.exec(pair) ?? [];
    if (name && name !== 'realm' && name !== 'oauth_signature') {
      pairs.push([name, decode(value)]);
    }
  }
  const normal = pairs
    .map(([key, value]) => [encode(key), encode(value)] as const)
    .sort(([a, x], [b, y]) => {
      if (a !== b) {
        return a < b ? -1 : 1;
      }
      return x < y ? -1 : Number(x > y);
    })
    .map(pair => pair.join('='))
    .join('&');
  return [request.method.toUpperCase(), request.url, normal]
    .map(encode)
    .join('&');
}

/** Checks a signature; the consumer's secret is always empty in MAAS. */
export function checkSignature(
  fields: OAuthFields,
  secret: string,
  request: SignedRequest,
): void {
  const key = `&${encode(secret)}`;
  const method = fields.oauth_signature_method.toUpperCase();
  if (method === 'PLAINTEXT') {
    if (fields.oauth_signature !== key) {
      throw unauthorized(
        `'Invalid signature. Expected signature base string: ${key}'`,
      );
    }
  } else if (method === 'HMAC-SHA1') {
    const base = baseString(request);
    const wanted = createHmac('sha1', key).update(base).digest('base64');
    if (fields.oauth_signature !== wanted) {
      throw unauthorized(
        `'Invalid signature. Expected signature base string: ${base}'`,
      );
    }
  } else {
    throw unauthorized(`'Signature method ${method} not supported'`);
  }
}

/** Remembers nonces, so that a request can't be sent twice. */
export class NonceGuard {
  #seen = new Map<string, number>();

  /** @param nowMs - wall clock */
  check(fields: OAuthFields, nowMs: number): void {
    const now = Math.floor(nowMs / 1000);
    const given = Number.parseInt(fields.oauth_timestamp, 10);
    if (!Number.isFinite(given) || now - given > THRESHOLD_SECONDS) {
      throw unauthorized(
        `'Expired timestamp: given ${given} and now ${now} has a greater difference than threshold ${THRESHOLD_SECONDS}'`,
      );
    }
    const id = [
      fields.oauth_consumer_key,
      fields.oauth_token,
      fields.oauth_nonce,
    ].join(' ');
    if (this.#seen.has(id)) {
      throw unauthorized(`'Nonce already used: ${fields.oauth_nonce}'`);
    }
    this.#seen.set(id, given);
    if (this.#seen.size > 50_000) {
      this.#forget(now - THRESHOLD_SECONDS);
    }
  }

  #forget(before: number): void {
    for (const [id, time] of this.#seen) {
      if (time < before) {
        this.#seen.delete(id);
      }
    }
  }
}
