import { generateKeyPairSync } from 'node:crypto';

function field(data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, data]);
}

/** A new public key as OpenSSH writes it into a `.pub` file (RFC 8709). */
export function newSshPublicKey(comment: string): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const blob = Buffer.concat([
    field(Buffer.from('ssh-ed25519')),
    field(Buffer.from(x, 'base64url')),
  ]);
  return `ssh-ed25519 ${blob.toString('base64')} ${comment}`;
}
