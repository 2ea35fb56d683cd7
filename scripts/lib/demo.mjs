import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import {
  startBackend,
  startEstate,
  waitUntilReady,
  waitUntilSignInWorks,
} from './services.mjs';

/** Configuration files of the demo, in the order they are stacked. */
export const demoConfigs = ['app-config.yaml', 'app-config.demo.yaml'];

function secretIn(dataDir) {
  const file = path.join(dataDir, 'backend-secret');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}

/** The environment that the portal's part of `app-config.demo.yaml` reads. */
export function portalEnv({ port, dataDir }) {
  mkdirSync(path.join(dataDir, 'database'), { recursive: true });
  return {
    IRONSTAGE_PORT: String(port),
    IRONSTAGE_BASE_URL: `http://localhost:${port}`,
    IRONSTAGE_DATA_DIR: dataDir,
    IRONSTAGE_DEMO_SECRET: secretIn(dataDir),
  };
}

/** What it reads about an OpenStack. */
export function openstackEnv({ authUrl, credentials }) {
  return {
    IRONSTAGE_DEMO_OPENSTACK_URL: authUrl,
    IRONSTAGE_DEMO_OPENSTACK_USERNAME: credentials.username,
    IRONSTAGE_DEMO_OPENSTACK_PASSWORD: credentials.password,
    IRONSTAGE_DEMO_OPENSTACK_PROJECT: credentials.projectName,
  };
}

/** Everything that `app-config.demo.yaml` reads. */
export function demoEnv({ port, dataDir, estate }) {
  const { openstack, maas, proxmox } = estate;
  const clusters = proxmox.flatMap((cluster, index) => [
    [`IRONSTAGE_DEMO_PROXMOX_${index + 1}_URL`, cluster.url],
    [`IRONSTAGE_DEMO_PROXMOX_${index + 1}_FINGERPRINT`, cluster.fingerprint],
  ]);
  return {
    ...portalEnv({ port, dataDir }),
    ...openstackEnv(openstack),
    IRONSTAGE_DEMO_MAAS_URL: maas.url,
    IRONSTAGE_DEMO_MAAS_API_KEY: maas.apiKey,
    IRONSTAGE_DEMO_PROXMOX_TOKEN_ID: proxmox[0].credentials.tokenId,
    IRONSTAGE_DEMO_PROXMOX_TOKEN_SECRET: proxmox[0].credentials.tokenSecret,
    ...Object.fromEntries(clusters),
  };
}

/**
 * Starts the demo: the embedded estate and the portal.
 *
 * @param dataDir - where both keep what people make
 * @param env - further environment of the back end
 * @param log - what the names of their log files end with
 */
export async function startDemo(
  toolchain,
  { port, dataDir, estateArgs = [], env = {}, log },
) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const estate = await startEstate(toolchain, {
    args: ['--state-file', path.join(dataDir, 'estate.json'), ...estateArgs],
    log,
  });
  const backend = startBackend(toolchain, {
    configs: demoConfigs,
    env: { ...demoEnv({ port, dataDir, estate }), ...env },
    log,
  });
  const baseUrl = `http://localhost:${port}`;
  try {
    await waitUntilReady(backend, baseUrl);
    await waitUntilSignInWorks(baseUrl, 'user:default/dana');
  } catch (error) {
    backend.kill();
    estate.child.kill();
    throw error;
  }
  return { estate, backend, baseUrl };
}

/** Where `npm start` keeps its data. */
export const defaultDataDir = path.join(root, '.data/demo');
