import { createHash } from 'node:crypto';

/**
 * A public key as Nova reads it: with one space between its parts. Of a key with more it takes the
 * fingerprint of nothing (`crypto.py`, `generate_fingerprint`), and keeps it.
 */
export function tidyPublicKey(publicKey: string): string {
  return publicKey.trim().replace(/\s+/g, ' ');
}

/** Nova's fingerprint of a public key in OpenSSH's one-line form. */
export function fingerprintOf(publicKey: string): string {
  const [, blob = ''] = tidyPublicKey(publicKey).split(' ');
  const digest = createHash('md5')
    .update(Buffer.from(blob, 'base64'))
    .digest('hex');
  return digest.replace(/..(?=.)/g, '$&:');
}
