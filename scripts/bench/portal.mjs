import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { portalEnv } from '../lib/demo.mjs';
import {
  freePort,
  startProgram,
  waitUntilReady,
  waitUntilSignInWorks,
} from '../lib/services.mjs';

/** Whose eyes lists are read with: all of the estate, and what one team has. */
export const READERS = {
  SRE: 'user:default/rui',
  developer: 'user:default/dana',
};

const database = {
  SQLite: ({ dataDir }) => ({
    client: 'better-sqlite3',
    connection: { directory: path.join(dataDir, 'database') },
  }),
  PostgreSQL: ({ postgres, prefix }) => ({
    client: 'pg',
    connection: postgres,
    prefix,
  }),
};

/** The demo's people, without its clouds: what is in the inventory is put there beforehand. */
function configOf(build, place, infra) {
  return {
    app: {
      baseUrl: '${IRONSTAGE_BASE_URL}',
      personas: Object.entries(READERS).map(([title, id]) => ({
        id,
        title,
        role: title,
        team: title,
      })),
    },
    backend: {
      baseUrl: '${IRONSTAGE_BASE_URL}',
      listen: { port: '${IRONSTAGE_PORT}', host: '127.0.0.1' },
      database: database[place.engine](place),
      auth: { keys: [{ secret: '${IRONSTAGE_DEMO_SECRET}' }] },
    },
    auth: { providers: { persona: { enabled: true } } },
    catalog: {
      locations: [
        {
          type: 'file',
          target: path.join(build.dir, 'demo/org.yaml'),
          rules: [{ allow: ['User', 'Group'] }],
        },
      ],
    },
    ...infra,
  };
}

/** Memory that a process has, in MiB. */
export function residentMiB(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/**
 * Starts the back end of a build.
 *
 * @param place - the engine, and where its data are
 */
export async function startPortal(toolchain, build, place, infra = {}) {
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
  const configFile = path.join(place.dataDir, 'app-config.bench.yaml');
  // JSON is YAML
  writeFileSync(configFile, JSON.stringify(configOf(build, place, infra)));
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const child = startProgram(`bench-${build.name.replace(/\W+/g, '-')}`, {
    node: toolchain.node,
    env: { ...toolchain.env, ...portalEnv({ port, dataDir: place.dataDir }) },
    cwd: path.join(build.dir, 'packages/backend'),
    args: [
      'src/index.ts',
      ...['--config', path.join(build.dir, 'app-config.yaml')],
      ...['--config', configFile],
    ],
  });
  const stop = () => {
    if (child.exitCode !== null || child.signalCode !== null) {
      return Promise.resolve();
    }
    return new Promise(resolve => {
      child.on('close', resolve);
      child.kill('SIGKILL');
    });
  };
  try {
    await waitUntilReady(child, baseUrl);
    await waitUntilSignInWorks(baseUrl, READERS.SRE);
    await waitUntilSignInWorks(baseUrl, READERS.developer);
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl, pid: child.pid, stop, token: tokens(baseUrl) };
}

/** Tokens of the demo's people, as long as they last. */
function tokens(baseUrl) {
  return async reader => {
    const response = await fetch(`${baseUrl}/api/auth/persona/refresh`, {
      headers: { 'x-ironstage-persona': READERS[reader] },
    });
    return (await response.json()).backstageIdentity.token;
  };
}
