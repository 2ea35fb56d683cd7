import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditLog } from '../audit/AuditLog';
import type { AuditSealer } from '../audit/AuditSealer';
import type { InfraConfig } from '../config/InfraConfig';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { AuthorizedTrailService } from './AuthorizedTrailService';
import { ChainVerifier } from './ChainVerifier';
import { CheckpointKey } from './CheckpointKey';
import { Checkpoints } from './Checkpoints';
import { DefaultTrailService } from './DefaultTrailService';
import { KnexTrail } from './KnexTrail';

/** What was audited, to be read and verified. */
export function createTrail(parts: {
  knex: Knex;
  sealer: AuditSealer;
  audit: AuditLog;
  gatekeeper: Gatekeeper;
  config: InfraConfig;
  logger: LoggerService;
}) {
  const { knex, sealer, audit, gatekeeper, config, logger } = parts;
  const key = CheckpointKey.read(config.audit);
  const trail = new KnexTrail(knex);
  const checkpoints = new Checkpoints({
    ...{ knex, trail, key, logger },
    everyMinutes: config.audit.checkpointMinutes,
  });
  const verifier = new ChainVerifier(trail, checkpoints);
  return {
    keeper: {
      /** Puts what is left over into the chain, and makes a checkpoint when one is due. */
      async run(signal: AbortSignal) {
        await sealer.seal(signal);
        await checkpoints.make();
      },
    },
    guarded: new AuthorizedTrailService(
      new DefaultTrailService({
        ...{ trail, sealer, checkpoints, verifier, key, audit },
      }),
      gatekeeper,
    ),
  };
}
