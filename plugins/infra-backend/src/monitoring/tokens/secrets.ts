import { createHash, randomBytes } from 'node:crypto';

/** So that scanners of repositories, and people, know one when they see it. */
const PREFIX = 'isd_';

/** A secret of 256 random bits: nobody guesses it, so that one fast hash of it is enough. */
export const newSecret = () =>
  `${PREFIX}${randomBytes(32).toString('base64url')}`;

/** What is kept of a secret. */
export const hashOf = (secret: string) =>
  createHash('sha256').update(secret).digest('hex');

/**
 * The secret that a request carries as `Authorization: Bearer …`; undefined for none. Prometheus 2.42 leaves the word
 * out of its requests for targets when the configuration has no `type`, which is said to be Bearer by default.
 */
export function secretOf(header: string | undefined): string | undefined {
  return /^(?:Bearer +)?(\S+)$/i.exec(header?.trim() ?? '')?.[1];
}
