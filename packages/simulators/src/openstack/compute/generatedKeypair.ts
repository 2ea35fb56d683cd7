import { generateKeyPairSync } from 'node:crypto';

/** A part of a key as OpenSSH writes it: its length in four bytes, then it. */
function part(data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, data]);
}

/** A positive number; one whose first bit is set begins with a zero. */
function mpint(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  return part(
    bytes[0] >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes,
  );
}

/**
 * A key pair as Nova makes it for who brings none: RSA of 2048 bits, the private key in PEM, the public one in a
 * line for OpenSSH. Source: `generate_key_pair` of nova/crypto.py.
 */
export function generateKeypair(): { publicKey: string; privateKey: string } {
  const made = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n = '', e = '' } = made.publicKey.export({ format: 'jwk' });
  const blob = Buffer.concat([
    part(Buffer.from('ssh-rsa')),
    mpint(e),
    mpint(n),
  ]);
  return {
    publicKey: `ssh-rsa ${blob.toString('base64')} Generated-by-Nova`,
    privateKey: made.privateKey
      .export({ type: 'pkcs1', format: 'pem' })
      .toString(),
  };
}
