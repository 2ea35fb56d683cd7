import { createHash } from 'node:crypto';
import { asText, type Json } from '../../kernel/json';
import { generateKeypair } from './generatedKeypair';
import { badRequest, checkMembers, invalidField } from './errors';

/** What Nova's cryptography library reads; keys of FIDO devices (`sk-…`) are not among it. */
const READABLE = [
  'ssh-ed25519',
  'ssh-rsa',
  'ssh-dss',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
];
const LETTERS =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A key pair as somebody wants to import it, or have it made. */
export interface ImportedKeypair {
  name: string;
  type: string;
  publicKey: string;
  /** of one that Nova has made; nobody sees it again */
  privateKey?: string;
  userId: string | undefined;
  /** throws of a key that Nova can't read */
  fingerprint: () => string;
}

function invalidName(rule: string) {
  return badRequest(
    `An invalid 'name' value was provided. The name must be: ${rule}`,
  );
}

function nameOf(input: Json, minor: number): string {
  const name = asText(input.name);
  if (name === undefined) {
    throw invalidField('keypair', input, "'name' is a required property");
  }
  if (name === '' || name.length > 255) {
    const problem = name === '' ? 'short' : 'long';
    throw invalidField('name', name, `'${name}' is too ${problem}`);
  }
  if (name.trim() !== name) {
    throw invalidName(
      'printable characters. Can not start or end with whitespace.',
    );
  }
  const safe = `${minor >= 92 ? '@._- ' : '_- '}${LETTERS}`;
  if ([...name].some(letter => !safe.includes(letter))) {
    throw invalidName(`Only expected characters: [${safe}]`);
  }
  return name;
}

/** MD5 of what stands between the first two spaces, if the key is one that Nova can read. */
function fingerprintOf(publicKey: string): string {
  const [type, blob] = publicKey.trim().split(/\s+/);
  const data = Buffer.from(blob ?? '', 'base64');
  // the blob begins with the length and name of the key's type
  const named =
    data.length > 4 + type.length &&
    data.subarray(4, 4 + type.length).toString() === type;
  const whole = type !== 'ssh-ed25519' || data.length === 51;
  if (!READABLE.includes(type) || !named || !whole) {
    throw badRequest('Keypair data is invalid: failed to generate fingerprint');
  }
  const digest = createHash('md5')
    .update(Buffer.from(publicKey.split(' ')[1], 'base64'))
    .digest('hex');
  return (digest.match(/../g) ?? []).join(':');
}

/** Reads the body of a creation. Before 2.92 Nova makes a key for who brings none. */
export function importedKeypair(input: Json, minor: number): ImportedKeypair {
  const members = ['name', 'public_key'];
  checkMembers('keypair', input, [
    ...members,
    ...(minor >= 2 ? ['type'] : []),
    ...(minor >= 10 ? ['user_id'] : []),
  ]);
  const name = nameOf(input, minor);
  const type = asText(input.type) ?? 'ssh';
  if (type !== 'ssh' && type !== 'x509') {
    throw invalidField('type', type, `'${type}' is not one of ['ssh', 'x509']`);
  }
  const brought = asText(input.public_key);
  if (brought === undefined && minor >= 92) {
    throw invalidField('keypair', input, "'public_key' is a required property");
  }
  if (brought === undefined && type === 'x509') {
    throw badRequest('Keypair data is invalid: certificates are not made here');
  }
  const made = brought === undefined ? generateKeypair() : undefined;
  const publicKey = brought ?? made?.publicKey ?? '';
  return {
    name,
    type,
    publicKey,
    privateKey: made?.privateKey,
    userId: asText(input.user_id),
    fingerprint: () => fingerprintOf(publicKey),
  };
}
