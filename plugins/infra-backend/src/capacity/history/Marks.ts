import type { Knex } from 'knex';

/** Moments that are written down under a name, in seconds since 1970: how far something has come. */
export class Marks {
  constructor(private readonly knex: Knex) {}

  async get(name: string): Promise<number | undefined> {
    const row = await this.knex('infra_capacity_marks').where({ name }).first();
    return row && Number(row.at);
  }

  async set(name: string, at: number): Promise<void> {
    await this.knex('infra_capacity_marks')
      .insert({ name, at })
      .onConflict('name')
      .merge();
  }

  async delete(names: string[]): Promise<void> {
    await this.knex('infra_capacity_marks').whereIn('name', names).delete();
  }

  /** The latest of some. */
  async latest(names: string[]): Promise<number | undefined> {
    const [{ last }] = await this.knex('infra_capacity_marks')
      .whereIn('name', names)
      .max({ last: 'at' });
    return last === null ? undefined : Number(last);
  }
}
