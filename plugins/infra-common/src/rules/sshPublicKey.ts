import type { Problem } from '../model/operation';

const KEY_TYPES = [
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
];

/** Shorter RSA keys are refused. */
const RSA_MIN_BITS = 2048;

function decodeBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    return undefined;
  }
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

/**
 * The length-prefixed parts of a key blob (RFC 4253 §6.6, RFC 4251 §5).
 *
 * @returns undefined when the blob is cut off
 */
function blobParts(blob: string): string[] | undefined {
  const parts: string[] = [];
  for (let at = 0; at < blob.length; ) {
    const length =
      blob.charCodeAt(at) * 2 ** 24 +
      blob.charCodeAt(at + 1) * 2 ** 16 +
      blob.charCodeAt(at + 2) * 2 ** 8 +
      blob.charCodeAt(at + 3);
    const end = at + 4 + length;
    if (!(end <= blob.length)) {
      return undefined;
    }
    parts.push(blob.slice(at + 4, end));
    at = end;
  }
  return parts;
}

/** Bits of a positive `mpint`: what is left without the zeros in front. */
function bitLength(number: string): number {
  const digits = number.replace(/^\0+/, '');
  return digits
    ? (digits.length - 1) * 8 + digits.charCodeAt(0).toString(2).length
    : 0;
}

/**
 * Checks a public SSH key in the one-line form of OpenSSH.
 *
 * @param field - the input field a problem is reported for
 * @returns problems, empty when the key can be used
 * @public
 */
export function checkSshPublicKey(
  key: string,
  field = 'sshPublicKey',
): Problem[] {
  const problem = (message: string): Problem[] => [
    { field, class: 'user', message },
  ];
  if (/PRIVATE KEY/.test(key)) {
    return problem(
      'This is a private key. Keep it to yourself and paste the public one, the file that ends in .pub.',
    );
  }
  const line = key.trim();
  if (line.includes('\n')) {
    return problem('Paste one public key, on one line.');
  }
  // a comment with a control character would be written into authorized_keys as it is
  if (/(?!\t)[\p{Cc}\p{Zl}\p{Zp}]/u.test(line)) {
    return problem(
      'The public key has a control character in it; copy it again.',
    );
  }
  const [type, data = ''] = line.split(/\s+/);
  if (!KEY_TYPES.includes(type)) {
    return problem(
      'The public key does not begin with a key type such as ssh-ed25519 or ssh-rsa.',
    );
  }
  const blob = decodeBase64(data);
  const parts = blob ? blobParts(blob) : undefined;
  // every key type has at least one part behind its name
  if (!parts || parts[0] !== type || parts.length < 2) {
    return problem('The public key is damaged or incomplete; copy it again.');
  }
  // ssh-rsa: name, exponent, modulus
  if (type === 'ssh-rsa' && bitLength(parts[2] ?? '') < RSA_MIN_BITS) {
    return problem(
      'RSA keys must have at least 2048 bits; ssh-ed25519 is better.',
    );
  }
  return [];
}
