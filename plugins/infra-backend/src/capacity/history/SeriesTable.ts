import type { Knex } from 'knex';
import { chunks } from '../../inventory/writeRows';
import type { SeriesFilter, SeriesKey } from './Sample';

/** Series that a statement is about. */
const CHUNK = 400;

const KEY = ['class', 'provider', 'site', 'zone', 'role'] as const;

const textOf = (key: SeriesKey) => JSON.stringify(KEY.map(name => key[name]));

/** Which series there are, by number. */
export class SeriesTable {
  constructor(private readonly knex: Knex) {}

  /** Numbers of series, those that are new included, in the order given. */
  async idsOf(keys: SeriesKey[]): Promise<number[]> {
    const known = await this.known();
    const missing = keys.filter(key => !known.has(textOf(key)));
    if (missing.length === 0) {
      return keys.map(key => known.get(textOf(key)) as number);
    }
    for (const part of chunks(missing, CHUNK)) {
      await this.knex('infra_capacity_series')
        .insert(
          part.map(({ class: name, provider, site, zone, role }) => ({
            class: name,
            provider,
            site,
            zone,
            role,
          })),
        )
        .onConflict([...KEY])
        // another replica was first
        .ignore();
    }
    return this.idsOf(keys);
  }

  async idsWhere(filter: Partial<SeriesFilter>): Promise<number[]> {
    return this.where(filter).pluck('id');
  }

  /** All numbers, as many at a time as a statement is to be about. */
  async parts(): Promise<number[][]> {
    return [...chunks(await this.idsWhere({}), CHUNK)];
  }

  /** Classes that there are samples of, in the parts of the estate that are looked at. */
  async classes(filter: Omit<SeriesFilter, 'class'>): Promise<string[]> {
    const names: string[] = await this.where(filter)
      .distinct('class')
      .pluck('class');
    return names.sort();
  }

  /** Providers that have any series. */
  async providers(filter: Partial<SeriesFilter> = {}): Promise<Set<string>> {
    const ids: string[] = await this.where(filter)
      .distinct('provider')
      .pluck('provider');
    return new Set(ids);
  }

  private where(filter: Partial<SeriesFilter>) {
    const rows = this.knex('infra_capacity_series');
    if (filter.class) {
      rows.where('class', filter.class);
    }
    for (const name of ['provider', 'site', 'zone', 'role'] as const) {
      const wanted = filter[name];
      if (wanted?.length) {
        rows.whereIn(name, wanted);
      }
    }
    return rows;
  }

  private async known(): Promise<Map<string, number>> {
    const rows: Array<SeriesKey & { id: number }> = await this.knex(
      'infra_capacity_series',
    ).select('id', ...KEY);
    return new Map(rows.map(row => [textOf(row), row.id]));
  }
}
