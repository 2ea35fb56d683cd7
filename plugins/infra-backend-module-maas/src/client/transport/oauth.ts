import { randomUUID } from 'node:crypto';
import type { ApiKey } from '../../config/types';

/**
 * The signature of one request: OAuth 1.0 without a consumer secret, method PLAINTEXT. A nonce is taken
 * once only and a time for 300 seconds, so every attempt needs a signature of its own.
 */
export function authorization(
  key: ApiKey,
  now: () => number = Date.now,
): string {
  const fields = {
    oauth_version: '1.0',
    oauth_signature_method: 'PLAINTEXT',
    oauth_consumer_key: key.consumerKey,
    oauth_token: key.tokenKey,
    oauth_signature: `&${key.tokenSecret}`,
    oauth_nonce: randomUUID(),
    oauth_timestamp: String(Math.floor(now() / 1000)),
  };
  return `OAuth ${Object.entries(fields)
    .map(([name, value]) => `${name}="${encodeURIComponent(value)}"`)
    .join(', ')}`;
}
