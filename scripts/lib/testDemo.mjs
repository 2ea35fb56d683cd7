import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startDemo } from './demo.mjs';
import { root } from './paths.mjs';
import { freePort, waitUntilSynced } from './services.mjs';

/**
 * How much faster than real things happen in the estate of the tests, and how soon the portal looks: what they wait
 * for takes its time by the estate's clock, not by the wall's.
 */
const SPEED = '25';
const LOOKS = {
  APP_CONFIG_infra_operations_pollSeconds: '0.3',
  APP_CONFIG_infra_sync_frequencySeconds: '4',
  // what tests delete is to be gone
  APP_CONFIG_infra_lease_undoHours: '0',
};

/**
 * A portal with an estate of its own, for tests; it records the routes that it serves.
 *
 * @param name - whose tests it is for; its log files are called so
 */
export async function startTestDemo(toolchain, name) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ironstage-test-'));
  const serviceToken = randomBytes(24).toString('base64url');
  const routesFile = path.join(dataDir, 'routes.json');
  const demo = await startDemo(toolchain, {
    port: await freePort(),
    dataDir,
    log: `-of-${name}`,
    env: {
      ...LOOKS,
      // another plugin, or a program of the operator's
      APP_CONFIG_backend_auth_externalAccess: JSON.stringify([
        {
          type: 'static',
          options: { token: serviceToken, subject: 'tests' },
        },
      ]),
      NODE_OPTIONS: `--require ${path.join(
        root,
        'test/authorization/recordRoutes.cjs',
      )}`,
      IRONSTAGE_ROUTES_FILE: routesFile,
    },
    estateArgs: [
      ...['--machines', '24', '--bare-metal', '6'],
      ...['--instances', '60', '--speed', SPEED],
    ],
  });
  return {
    env: {
      IRONSTAGE_URL: demo.baseUrl,
      IRONSTAGE_CONTROL_URL: demo.estate.controlUrl,
      IRONSTAGE_ROUTES_FILE: routesFile,
      IRONSTAGE_SERVICE_TOKEN: serviceToken,
    },
    ready: () => waitUntilSynced(demo.baseUrl, 'user:default/rui'),
    stop() {
      demo.backend.kill('SIGKILL');
      demo.estate.child.kill('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
