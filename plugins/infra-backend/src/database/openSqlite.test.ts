import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import createKnex, { type Knex } from 'knex';
import { connectDatabase } from './migrate';

const dir = mkdtempSync(path.join(os.tmpdir(), 'ironstage-sqlite-'));
const filename = path.join(dir, 'infra.sqlite');
const opened: Knex[] = [];

const open = () => {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  opened.push(knex);
  return knex;
};

afterAll(async () => {
  await Promise.all(opened.map(knex => knex.destroy()));
  rmSync(dir, { recursive: true, force: true });
});

it('is readable for nobody but its own account, also one that was not before', async () => {
  const umask = process.umask(0o022);
  const knex = open();
  await knex.raw('create table earlier (id int)');
  process.umask(umask);
  expect(statSync(filename).mode.toString(8)).toBe('100644');

  await connectDatabase({ getClient: async () => knex });

  expect(statSync(filename).mode.toString(8)).toBe('100600');
});

it('says at once that somebody else has it locked, and goes on when nobody has', async () => {
  const knex = open();
  await connectDatabase({ getClient: async () => knex });
  const other = open();
  await other.raw('begin exclusive');
  const write = () => knex('infra_jobs').insert({ id: 'x', due_at: '' });

  await expect(write()).rejects.toMatchObject({ code: 'SQLITE_BUSY' });

  // while the driver waits the whole process stands still: 5000 if nobody says less
  expect(await knex.raw('PRAGMA busy_timeout')).toEqual([{ timeout: 100 }]);
  await other.raw('rollback');
  await expect(write()).resolves.toHaveLength(1);
});
