import { randomUUID } from 'node:crypto';
import type { Answer } from '../../testing/client';

export type Params = Record<string, string | string[]>;

function encode(params: Params): URLSearchParams {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      out.append(key, item);
    }
  }
  return out;
}

/** `Authorization` of a request, with PLAINTEXT. */
export function oauthHeader(
  apiKey: string,
  override: Record<string, string> = {},
): string {
  const [consumer, token, secret] = apiKey.split(':');
  const fields = {
    oauth_version: '1.0',
    oauth_signature_method: 'PLAINTEXT',
    oauth_consumer_key: consumer,
    oauth_token: token,
    oauth_signature: `%26${secret}`,
    oauth_nonce: randomUUID(),
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    ...override,
  };
  const pairs = Object.entries(fields).map(([k, v]) => `${k}="${v}"`);
  return `OAuth ${pairs.join(', ')}`;
}

/** A bare client: tests look at what is on the wire. */
export class MaasClient {
  /** @param url - `http://…/MAAS`; @param apiKey - undefined for nobody */
  constructor(readonly url: string, readonly apiKey?: string) {}

  get(path: string, query: Params = {}): Promise<Answer> {
    const search = encode(query).toString();
    return this.ask('GET', search ? `${path}?${search}` : path);
  }

  post(path: string, form: Params = {}): Promise<Answer> {
    return this.ask('POST', path, encode(form));
  }

  put(path: string, form: Params = {}): Promise<Answer> {
    return this.ask('PUT', path, encode(form));
  }

  delete(path: string): Promise<Answer> {
    return this.ask('DELETE', path);
  }

  async ask(
    method: string,
    path: string,
    body?: URLSearchParams | FormData | string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}/api/2.0/${path}`, {
      method,
      body,
      headers: {
        ...(this.apiKey ? { Authorization: oauthHeader(this.apiKey) } : {}),
        ...headers,
      },
    });
    const text = await response.text();
    const isJson = response.headers
      .get('content-type')
      ?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && response.status < 400 ? JSON.parse(text) : text,
    };
  }
}
