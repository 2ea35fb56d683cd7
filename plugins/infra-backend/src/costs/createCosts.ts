import type { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import type { AuditLog } from '../audit/AuditLog';
import type { InfraConfig } from '../config/InfraConfig';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { AuthorizedCostsService } from './AuthorizedCostsService';
import { DefaultCostsService } from './DefaultCostsService';
import { KnexUsageStore } from './KnexUsageStore';
import { UsageDays } from './UsageDays';
import { UsageLog } from './UsageLog';

/** What projects cost, by what they held and for how long. */
export function createCosts(parts: {
  knex: Knex;
  gatekeeper: Gatekeeper;
  audit: AuditLog;
  config: InfraConfig;
}) {
  const { knex, gatekeeper, audit, config } = parts;
  const log = new UsageLog(knex);
  const days = new UsageDays(knex);
  return {
    jobs: {
      /** Puts on record what is held since when. */
      async record(signal: AbortSignal) {
        while (!signal.aborted && (await log.catchUp())) {
          // the driver of SQLite is synchronous: others get their turn between two batches
          await setImmediate();
        }
      },
      addUp: (signal: AbortSignal) => days.addUp(signal),
    },
    guarded: new AuthorizedCostsService(
      new DefaultCostsService({
        usage: new KnexUsageStore(knex),
        rates: config.costs,
        audit,
      }),
      gatekeeper,
    ),
  };
}
