import {
  AUDIT_GENESIS,
  type AuditCheckpoint,
  type AuditProblem,
} from '@ironstage/plugin-infra-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { CheckpointKey } from './CheckpointKey';
import type { KnexTrail } from './KnexTrail';

interface CheckpointRow {
  seq: number;
  hash: string;
  at: string;
  key_id: string | null;
  signature: string | null;
}

const toCheckpoint = ({
  seq,
  hash,
  at,
  key_id: keyId,
  signature,
}: CheckpointRow): AuditCheckpoint => ({
  seq: Number(seq),
  hash,
  at,
  keyId,
  signature,
});

/** How far the chain had come: made now and then, kept beside it, and said in the log to be kept elsewhere. */
export class Checkpoints {
  private readonly now: () => Date;

  constructor(
    private readonly options: {
      knex: Knex;
      trail: KnexTrail;
      key: CheckpointKey | null;
      logger: LoggerService;
      everyMinutes: number;
      now?: () => Date;
    },
  ) {
    this.now = options.now ?? (() => new Date());
  }

  /** How far the chain has come now; kept nowhere. */
  async current(): Promise<AuditCheckpoint> {
    const { trail, key } = this.options;
    const last = await trail.last();
    const checkpoint = {
      seq: Number(last?.seq ?? 0),
      hash: last?.hash ?? AUDIT_GENESIS,
      at: this.now().toISOString(),
    };
    return (
      key?.sign(checkpoint) ?? { ...checkpoint, keyId: null, signature: null }
    );
  }

  /** Makes one when the last is old enough and the chain has grown since. */
  async make(): Promise<void> {
    const { knex, logger, everyMinutes } = this.options;
    const [newest] = await this.newest(1);
    const due = new Date(this.now().getTime() - everyMinutes * 60_000);
    if (newest && newest.at > due.toISOString()) {
      return;
    }
    const checkpoint = await this.current();
    if (checkpoint.seq <= (newest?.seq ?? 0)) {
      return;
    }
    const { keyId, ...row } = checkpoint;
    const made: Array<{ seq: number }> = await knex('infra_audit_checkpoints')
      .insert({ ...row, key_id: keyId })
      .onConflict('seq')
      .ignore()
      .returning('seq');
    if (made.length > 0) {
      logger.info(
        `Checkpoint of the audit chain: ${JSON.stringify(checkpoint)}`,
      );
    }
  }

  async newest(limit: number): Promise<AuditCheckpoint[]> {
    const rows = await this.rows().orderBy('seq', 'desc').limit(limit);
    return rows.map(toCheckpoint);
  }

  async all(): Promise<AuditCheckpoint[]> {
    return (await this.rows().orderBy('seq')).map(toCheckpoint);
  }

  /** The first that claims to be of this portal's key and is not. */
  async forged(checkpoints: AuditCheckpoint[]): Promise<AuditProblem | null> {
    const { key } = this.options;
    const forged = checkpoints.find(
      one => key && one.keyId === key.id && !key.signed(one),
    );
    return forged
      ? {
          seq: forged.seq,
          kind: 'replaced',
          message: `The checkpoint of entry ${forged.seq}, ${forged.at}, was changed: its signature is wrong.`,
        }
      : null;
  }

  private rows() {
    return this.options.knex<CheckpointRow>('infra_audit_checkpoints').select();
  }
}
