import { InputError } from '@backstage/errors';
import type { CostsQuery, RateCard } from '@ironstage/plugin-infra-common';
import type { AuditLog } from '../audit/AuditLog';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';
import type { CostsService } from './CostsService';
import { firstDay, showback } from './showback';
import type { UsageStore } from './UsageStore';

/** Does the work of {@link CostsService}, without asking whether the caller may. */
export class DefaultCostsService implements CostsService {
  constructor(
    private readonly services: {
      usage: UsageStore;
      rates: RateCard | null;
      audit: AuditLog;
      now?: () => number;
    },
  ) {}

  async of(query: CostsQuery, _caller: Caller, visibility: Visibility = 'all') {
    const { usage, rates, now = Date.now } = this.services;
    const time = now();
    const current = new Date(time).toISOString().slice(0, 7);
    const { month = current } = query;
    if (month > current) {
      throw new InputError(
        `${month} has not begun; ask for a month up to ${current}.`,
      );
    }
    const days = await usage.days(
      firstDay(month, -1),
      firstDay(month, 1),
      visibility,
    );
    return showback({ month, days, rates, now: time });
  }

  async export(query: CostsQuery, caller: Caller, visibility?: Visibility) {
    const found = await this.of(query, caller, visibility);
    await this.services.audit.append({
      actor: caller.ref,
      door: caller.door,
      action: 'costs-export',
      target: 'costs',
      outcome: 'succeeded',
      data: { month: found.month, projects: found.projects.length },
    });
    return found;
  }
}
