import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditLog } from './AuditLog';
import { AuditSealer } from './AuditSealer';
import { PendingAuditLog } from './PendingAuditLog';
import { StreamingAuditLog } from './StreamingAuditLog';

/** The record of who did what: in the database, and in the log stream. */
export function createAudit(parts: {
  knex: Knex;
  auditor: AuditorService;
  logger: LoggerService;
}): { audit: AuditLog; sealer: AuditSealer } {
  const { knex, auditor, logger } = parts;
  const sealer = new AuditSealer(knex, logger);
  const audit = new StreamingAuditLog(new PendingAuditLog(knex), {
    ...{ auditor, logger },
    onRecorded: () => sealer.soon(),
  });
  return { audit, sealer };
}
