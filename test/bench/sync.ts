/* eslint-disable @backstage/no-forbidden-package-imports -- measures an inner part, which the package does not export */
/**
 * Measures readings of the simulated estate, in a process of its own: `node sync.ts <estate as JSON> <engine> <connection>`.
 * Prints one line of JSON.
 */
import { ConfigReader } from '@backstage/config';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { InfraProvider } from '@ironstage/plugin-infra-node';
import {
  MaasProvider,
  readMaasConfigs,
} from '@ironstage/plugin-infra-backend-module-maas';
import {
  OpenStackProvider,
  readOpenStackConfigs,
} from '@ironstage/plugin-infra-backend-module-openstack';
import createKnex, { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import diagnostics from 'node:diagnostics_channel';
import { connectDatabase } from '@ironstage/plugin-infra-backend/src/database/migrate';
import { InventorySync } from '@ironstage/plugin-infra-backend/src/inventory/InventorySync';
import { KnexInventoryStore } from '@ironstage/plugin-infra-backend/src/inventory/KnexInventoryStore';
import { KnexSyncStateStore } from '@ironstage/plugin-infra-backend/src/inventory/KnexSyncStateStore';

interface Estate {
  openstack: { authUrl: string; credentials: Record<string, string> };
  maas: { url: string; apiKey: string };
}

/** A GET that a reading made. */
interface Page {
  url: string;
  headers: Record<string, string>;
}

const logger = {
  ...console,
  info: () => {},
  debug: () => {},
  child: () => logger,
} as unknown as LoggerService;

function providersOf(estate: Estate): InfraProvider[] {
  const { authUrl, credentials } = estate.openstack;
  const config = new ConfigReader({
    infra: {
      openstack: [
        {
          id: 'os',
          site: 'eu1',
          authUrl,
          auth: {
            type: 'password',
            username: credentials.username,
            password: credentials.password,
            project: credentials.projectName,
          },
        },
      ],
      maas: [{ id: 'maas', site: 'eu1', ...estate.maas }],
    },
  });
  return [
    ...readOpenStackConfigs(config).map(one =>
      OpenStackProvider.create(one, logger),
    ),
    ...readMaasConfigs(config).map(one => MaasProvider.create(one, logger)),
  ];
}

/** Notes every GET until it is told to stop. */
function recordPages() {
  const pages: Page[] = [];
  const note = (message: unknown) => {
    const { request } = message as {
      request: {
        method: string;
        origin: string;
        path: string;
        headers: string | string[];
      };
    };
    if (request.method === 'GET') {
      const list = Array.isArray(request.headers)
        ? request.headers
        : request.headers.split(/: |\r\n/);
      const headers: Record<string, string> = {};
      for (let at = 0; at + 1 < list.length; at += 2) {
        headers[list[at]] = list[at + 1];
      }
      pages.push({ url: `${request.origin}${request.path}`, headers });
    }
  };
  diagnostics.subscribe('undici:request:create', note);
  return () => {
    diagnostics.unsubscribe('undici:request:create', note);
    return pages;
  };
}

/** OAuth takes a nonce once only. */
function afresh(headers: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value
        .replace(/oauth_nonce="[^"]*"/, `oauth_nonce="${randomUUID()}"`)
        .replace(
          /oauth_timestamp="[^"]*"/,
          `oauth_timestamp="${Math.floor(Date.now() / 1000)}"`,
        ),
    ]),
  );
}

/** The same pages, one after the other, and nothing done with them. */
async function bare(pages: Page[]): Promise<void> {
  for (const { url, headers } of pages) {
    const response = await fetch(url, { headers: afresh(headers) });
    JSON.parse(await response.text());
  }
}

async function timed(work: () => Promise<unknown>) {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const used = process.cpuUsage(cpu);
  return {
    ms: performance.now() - startedAt,
    cpuMs: (used.user + used.system) / 1000,
  };
}

function connect(engine: string, connection: string): Knex {
  return engine === 'SQLite'
    ? createKnex({
        client: 'better-sqlite3',
        connection: { filename: connection },
        useNullAsDefault: true,
      })
    : createKnex({ client: 'pg', connection });
}

async function main() {
  const [estate, engine, connection] = process.argv.slice(2);
  const knex = connect(engine, connection);
  await connectDatabase({ getClient: async () => knex });
  const sync = new InventorySync({
    inventory: new KnexInventoryStore(knex, 60_000),
    states: new KnexSyncStateStore(knex, 60_000),
    logger,
    maxRemovalRatio: 0.2,
  });
  const providers = providersOf(JSON.parse(estate));
  const results: Record<string, unknown> = {};
  for (const provider of providers) {
    const read = () => sync.run(provider, AbortSignal.timeout(600_000));
    const stop = recordPages();
    const memory = process.memoryUsage().rss;
    let outcome = await read();
    const pages = stop();
    const rows = outcome.written;
    // the tables as they were, for a first reading that is timed
    await knex('infra_resources').delete();
    await knex('infra_changes').delete();
    await knex('infra_resource_counts').delete();
    const plain = await timed(() => bare(pages));
    const first = await timed(async () => {
      outcome = await read();
    });
    const again = await timed(async () => {
      outcome = await read();
    });
    const plainAgain = await timed(() => bare(pages));
    results[provider.id] = {
      rows,
      pages: pages.length,
      bare: {
        ms: Math.min(plain.ms, plainAgain.ms),
        cpuMs: Math.min(plain.cpuMs, plainAgain.cpuMs),
      },
      first,
      again,
      writtenAgain: outcome.written + outcome.removed,
      failures: outcome.failures,
      memoryMiB: (process.memoryUsage().rss - memory) / 2 ** 20,
    };
  }
  await knex.destroy();
  process.stdout.write(`${JSON.stringify(results)}\n`);
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  },
);
