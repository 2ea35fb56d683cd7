import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { AuditSealer } from '../audit/AuditSealer';
import type { AuditRow } from '../audit/auditRow';

/** All that has been audited until now, the first of it first. */
export async function auditRows(knex: Knex): Promise<AuditRow[]> {
  await new AuditSealer(knex, mockServices.logger.mock()).seal();
  return knex('infra_audit').orderBy('seq').select();
}
