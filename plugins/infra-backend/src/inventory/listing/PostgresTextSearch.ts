import type { Knex } from 'knex';
import { whereWords } from './filters';
import { INDEXED_LENGTH, type TextSearch } from './TextSearch';

/** The engine keeps its own index of words (`pg_trgm`). */
export class PostgresTextSearch implements TextSearch {
  /** @param most - more rows are not few */
  constructor(private readonly knex: Knex, private readonly most: number) {}

  async few(words: string[]) {
    if (!words.some(word => word.length >= INDEXED_LENGTH)) {
      return undefined;
    }
    const some = this.knex('infra_resources as r')
      .whereNull('r.removed_at')
      .select(this.knex.raw('1'))
      .limit(this.most + 1);
    whereWords(some, words);
    const [{ count }] = await this.knex
      .from(some.as('some'))
      .count({ count: '*' });
    return Number(count) <= this.most
      ? (rows: Knex.QueryBuilder) => whereWords(rows, words)
      : undefined;
  }

  async catchUp() {
    return false;
  }
}
