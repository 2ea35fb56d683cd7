import { createHash, randomBytes, randomUUID } from 'node:crypto';

function digest(parts: Array<string | number>): string {
  return createHash('sha1').update(parts.join('\u0000')).digest('hex');
}

/** A version-4-shaped UUID that depends only on its arguments. */
export function stableUuid(...parts: Array<string | number>): string {
  const h = digest(parts);
  const variant = '89ab'[parseInt(h[16], 16) % 4];
  return [
    h.slice(0, 8),
    h.slice(8, 12),
    `4${h.slice(13, 16)}`,
    `${variant}${h.slice(17, 20)}`,
    h.slice(20, 32),
  ].join('-');
}

/** 32 hexadecimal digits that depend only on the arguments (identity ids). */
export function stableHex(...parts: Array<string | number>): string {
  return digest(parts).slice(0, 32);
}

export function newUuid(): string {
  return randomUUID();
}

export function newHex(): string {
  return randomUUID().replaceAll('-', '');
}

export function newRequestId(): string {
  return `req-${randomUUID()}`;
}

/** An opaque secret of the given number of random bytes, URL-safe. */
export function newSecret(bytes = 24): string {
  return randomBytes(bytes).toString('base64url');
}

/** How secrets are kept in memory and in the state file: never in clear. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
