import { createHash } from 'node:crypto';
import type { SshKeyList } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';

const MAX_SHOWN = 10;

/** The comment of a key, or the end of its data. */
function keyLabel(publicKey: string): string {
  const [type, data = '', ...comment] = publicKey.split(/\s+/);
  return (comment.join(' ') || `${type} …${data.slice(-12)}`).slice(0, 200);
}

/** Remembers the public SSH keys people used, so that they need not paste them again. */
export class KnexSshKeyStore {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async remember(userRef: string, publicKey: string, tx: Knex.Transaction) {
    const key = publicKey.trim();
    await tx('infra_ssh_keys')
      .insert({
        user_ref: userRef,
        fingerprint: createHash('sha256')
          .update(key.split(/\s+/)[1] ?? key)
          .digest('base64'),
        public_key: key,
        label: keyLabel(key),
        last_used_at: this.now().toISOString(),
      })
      .onConflict(['user_ref', 'fingerprint'])
      .merge();
  }

  async list(userRef: string): Promise<SshKeyList> {
    const rows = await this.knex('infra_ssh_keys')
      .where('user_ref', userRef)
      .orderBy('last_used_at', 'desc')
      .limit(MAX_SHOWN)
      .select();
    return {
      items: rows.map(row => ({
        label: row.label,
        publicKey: row.public_key,
        lastUsedAt: row.last_used_at,
      })),
    };
  }
}
