import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { InputError } from '@backstage/errors';
import {
  auditCheckpointText,
  type AuditCheckpoint,
} from '@ironstage/plugin-infra-common';

type Unsigned = Pick<AuditCheckpoint, 'seq' | 'hash' | 'at'>;

const bytesOf = (checkpoint: Unsigned) =>
  Buffer.from(auditCheckpointText(checkpoint));

/** The Ed25519 key that checkpoints are signed with. */
export class CheckpointKey {
  private readonly publicKey: KeyObject;
  /** of the public key, as signatures name it */
  readonly id: string;
  readonly publicPem: string;

  constructor(private readonly privateKey: KeyObject) {
    this.publicKey = createPublicKey(privateKey);
    this.publicPem = this.publicKey
      .export({ type: 'spki', format: 'pem' })
      .toString();
    this.id = createHash('sha256')
      .update(this.publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex')
      .slice(0, 16);
  }

  /**
   * @returns null when none is configured
   * @throws InputError when it is no such key
   */
  static read(config: {
    signingKey?: string;
    signingKeyFile?: string;
  }): CheckpointKey | null {
    const { signingKey, signingKeyFile: file } = config;
    if (file && !existsSync(file)) {
      const { privateKey } = generateKeyPairSync('ed25519');
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
      // another replica may have been faster: its key is the one then
      writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
    }
    const pem = signingKey ?? (file && readFileSync(file, 'utf8'));
    const where = file ? `The file ${file}` : 'infra.audit.signingKey';
    return pem ? new CheckpointKey(parse(pem, where)) : null;
  }

  sign(checkpoint: Unsigned): AuditCheckpoint {
    const signature = sign(null, bytesOf(checkpoint), this.privateKey);
    return {
      ...checkpoint,
      keyId: this.id,
      signature: signature.toString('base64'),
    };
  }

  /** Whether it is signed with this key. */
  signed(checkpoint: AuditCheckpoint): boolean {
    const { keyId, signature } = checkpoint;
    return (
      keyId === this.id &&
      signature !== null &&
      verify(
        null,
        bytesOf(checkpoint),
        this.publicKey,
        Buffer.from(signature, 'base64'),
      )
    );
  }
}

function parse(pem: string, where: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    // the library's words may have parts of the key in them
    throw new InputError(`${where} is no private key in PEM.`);
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new InputError(
      `${where} is a key of the type ${key.asymmetricKeyType}; it must be ed25519: openssl genpkey -algorithm ed25519`,
    );
  }
  return key;
}
