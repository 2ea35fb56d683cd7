import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../lib/paths.mjs';
import { estateRows } from './estateRows.mjs';

const require = createRequire(
  path.join(root, 'plugins/infra-backend/package.json'),
);

const AT = '2026-01-01T00:00:00.000Z';

/** A connection to the inventory's own database. */
export function connect(place) {
  const knex = require('knex');
  return place.engine === 'SQLite'
    ? knex({
        client: 'better-sqlite3',
        connection: {
          filename: path.join(place.dataDir, 'database/infra.sqlite'),
        },
        useNullAsDefault: true,
      })
    : knex({
        client: 'pg',
        connection: { ...place.postgres, database: `${place.prefix}infra` },
      });
}

/** Rows that a statement takes: SQLite allows 500 parts of a compound SELECT, which is how knex writes several rows. */
const CHUNK = 400;

/**
 * Puts an estate of a given size where the portal of a build will find it.
 *
 * @param from - rows that are there already
 */
export async function fill(place, count, from = 0) {
  const knex = connect(place);
  try {
    let chunk = [];
    const flush = async () => {
      await knex.transaction(async tx => {
        await tx('infra_resources').insert(chunk);
        await tx('infra_changes').insert(
          chunk.map(({ ref }) => ({ ref, at: AT })),
        );
      });
      chunk = [];
    };
    let at = 0;
    for (const row of estateRows(count)) {
      if (at++ < from) {
        continue;
      }
      chunk.push(row);
      if (chunk.length === CHUNK) {
        await flush();
      }
    }
    if (chunk.length > 0) {
      await flush();
    }
    // both engines plan by figures of what the tables hold
    await knex.raw('analyze');
  } finally {
    await knex.destroy();
  }
}

/** Whether the index of words has taken in everything; builds that have none are always done. */
export async function isIndexed(place) {
  const knex = connect(place);
  try {
    if (!(await knex.schema.hasTable('infra_search_position'))) {
      return true;
    }
    const [{ seq }] = await knex('infra_search_position').select('seq');
    const [{ last }] = await knex('infra_changes').max({ last: 'seq' });
    return Number(seq) >= Number(last);
  } finally {
    await knex.destroy();
  }
}
