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

/** RSA keys below 2048 bits are refused; their blob is shorter than this many bytes. */
const RSA_2048_BLOB_BYTES = 270;

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

/** RFC 4253 §6.6: the blob begins with the key type as a length-prefixed string. */
function typeInBlob(blob: string): string {
  const length =
    blob.charCodeAt(0) * 2 ** 24 +
    blob.charCodeAt(1) * 2 ** 16 +
    blob.charCodeAt(2) * 2 ** 8 +
    blob.charCodeAt(3);
  return blob.slice(4, 4 + length);
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
  const [type, data = ''] = line.split(/\s+/);
  if (!KEY_TYPES.includes(type)) {
    return problem(
      'The public key does not begin with a key type such as ssh-ed25519 or ssh-rsa.',
    );
  }
  const blob = decodeBase64(data);
  if (!blob || typeInBlob(blob) !== type) {
    return problem('The public key is damaged or incomplete; copy it again.');
  }
  if (type === 'ssh-rsa' && blob.length < RSA_2048_BLOB_BYTES) {
    return problem(
      'RSA keys must have at least 2048 bits; ssh-ed25519 is better.',
    );
  }
  return [];
}
