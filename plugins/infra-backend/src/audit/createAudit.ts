import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditLog } from './AuditLog';
import { KnexAuditLog } from './KnexAuditLog';
import { StreamingAuditLog } from './StreamingAuditLog';

/** The record of who did what: in the database, and in the log stream. */
export function createAudit(parts: {
  knex: Knex;
  auditor: AuditorService;
  logger: LoggerService;
}): AuditLog {
  return new StreamingAuditLog(
    new KnexAuditLog(parts.knex),
    parts.auditor,
    parts.logger,
  );
}
