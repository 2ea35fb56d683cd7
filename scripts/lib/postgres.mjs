import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { aptInstall, canApt } from './apt.mjs';
import { freePort } from './services.mjs';

const MEMORY = '/dev/shm';

const VERSIONS_DIR = '/usr/lib/postgresql';

/** Versions that Backstage's test utilities know. */
const KNOWN = [18, 17, 16, 15, 14, 13];

function findServer() {
  const versions = existsSync(VERSIONS_DIR)
    ? readdirSync(VERSIONS_DIR).map(Number)
    : [];
  const version = KNOWN.find(
    known =>
      versions.includes(known) &&
      existsSync(path.join(VERSIONS_DIR, String(known), 'bin/initdb')),
  );
  return (
    version && { version, bin: path.join(VERSIONS_DIR, String(version), 'bin') }
  );
}

const idOf = (flag, user) =>
  Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout);

/**
 * Starts a PostgreSQL of our own on loopback, with data that is thrown away.
 *
 * @returns {Promise<{env: object, stop: () => void} | {missing: string}>}
 *   the environment by which tests find it, or why there is none
 */
export async function startPostgres() {
  if (!findServer() && canApt()) {
    await aptInstall(['postgresql']);
  }
  const server = findServer();
  if (!server) {
    return {
      missing:
        'PostgreSQL is not installed (Debian: apt install postgresql), so stores are tested on SQLite only',
    };
  }
  // in memory where that is a folder: what tests write is thrown away
  const place = existsSync(MEMORY) ? MEMORY : os.tmpdir();
  const dir = mkdtempSync(path.join(place, 'ironstage-pg-'));
  // PostgreSQL refuses to run as root
  const asRoot = process.getuid() === 0;
  const options = asRoot
    ? { uid: idOf('-u', 'postgres'), gid: idOf('-g', 'postgres') }
    : {};
  if (asRoot) {
    chownSync(dir, options.uid, options.gid);
  }
  const data = path.join(dir, 'data');
  const run = (program, args) => {
    const result = spawnSync(path.join(server.bin, program), args, {
      ...options,
      cwd: dir,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, HOME: dir },
    });
    return result.status === 0 ? undefined : result.stderr || 'no reason given';
  };
  const port = await freePort();
  const failure =
    run('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '-N']) ??
    run('pg_ctl', [
      'start',
      '-w',
      '-D',
      data,
      '-l',
      path.join(dir, 'log'),
      '-o',
      `-p ${port} -c listen_addresses=127.0.0.1 -k ${dir} -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200`,
    ]);
  if (failure) {
    rmSync(dir, { recursive: true, force: true });
    return { missing: `PostgreSQL did not start: ${failure.trim()}` };
  }
  return {
    env: {
      [`BACKSTAGE_TEST_DATABASE_POSTGRES${server.version}_CONNECTION_STRING`]: `postgres://postgres@127.0.0.1:${port}/postgres`,
      IRONSTAGE_TEST_POSTGRES: `POSTGRES_${server.version}`,
    },
    stop() {
      run('pg_ctl', ['stop', '-D', data, '-m', 'immediate', '-w']);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
