import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../database/criteria';
import { fromJson } from '../database/json';
import { addAmounts } from './price';
import type { UsageOfDay, UsageStore } from './UsageStore';

interface Row {
  day: string;
  kind: string;
  project: string | null;
  owner: string | null;
  /** hours times how many there were */
  count: number;
  vcpus: number;
  memory_gib: number;
  storage_gib: number;
  gpus: string | null;
}

/** Reads the sums of days from the plugin's database. */
export class KnexUsageStore implements UsageStore {
  constructor(private readonly knex: Knex) {}

  async days(
    from: string,
    before: string,
    visibility: Visibility,
  ): Promise<UsageOfDay[]> {
    const rows = this.knex<Row>('infra_usage_days as r')
      .where('r.day', '>=', from)
      .where('r.day', '<', before);
    whereVisible(rows, visibility, 'r');
    const sums = new Map<string, UsageOfDay>();
    for (const row of (await rows.select('r.*')) as Row[]) {
      const { day, project, owner } = row;
      const key = JSON.stringify([day, project, owner]);
      const used = {
        vcpuHours: row.vcpus,
        memoryGiBHours: row.memory_gib,
        storageGiBHours: row.storage_gib,
        gpuHours: fromJson<Record<string, number>>(row.gpus) ?? {},
        machineDays: row.kind === 'machine' ? row.count / 24 : 0,
      };
      const sum = sums.get(key);
      sums.set(key, {
        day,
        project,
        owner,
        used: sum ? addAmounts(sum.used, used) : used,
      });
    }
    return [...sums.values()];
  }
}
