import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureAppBundle } from './lib/appBundle.mjs';
import {
  defaultDataDir,
  demoConfigs,
  demoEnv,
  startDemo,
} from './lib/demo.mjs';
import { root } from './lib/paths.mjs';
import { claimPort, startEstate } from './lib/services.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { main } from './lib/Trouble.mjs';

const port = Number(process.env.PORT ?? 7007);
const dataDir = path.resolve(process.env.IRONSTAGE_DATA_DIR ?? defaultDataDir);
const estateArgs = [
  ...['--machines', '48', '--bare-metal', '6'],
  ...['--instances', '160', '--speed', '3'],
];

/** Resolves with an exit code when somebody presses Ctrl-C or a child ends by itself. */
function untilStopped(children) {
  return new Promise(resolve => {
    let stopping = false;
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => {
        stopping = true;
        resolve(0);
      });
    }
    for (const [name, child] of Object.entries(children)) {
      child.once('close', code => {
        // Ctrl-C reaches the children too, and they may be gone first
        setTimeout(() => {
          if (!stopping) {
            stopping = true;
            console.error(
              `\n✖ The ${name} ended (${code}); see ${
                child.logFile ?? 'above'
              }.`,
            );
            resolve(1);
          }
        }, 500);
      });
    }
  });
}

async function stop(children) {
  await Promise.all(
    children.map(
      child =>
        new Promise(resolve => {
          if (child.exitCode !== null || child.signalCode !== null) {
            resolve();
            return;
          }
          child.once('close', resolve);
          child.kill('SIGTERM');
          setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
        }),
    ),
  );
}

/** `npm start`: everything on one port, from the built front end. */
async function startPortal() {
  console.log('Ironstage is getting ready.');
  await claimPort(port);
  const toolchain = await ensureToolchain();
  await ensureAppBundle(toolchain);
  console.log('  Starting (about 20 seconds) …');
  const { estate, backend, baseUrl } = await startDemo(toolchain, {
    port,
    dataDir,
    estateArgs,
  });
  console.log(`
  Ironstage is running:  ${baseUrl}

  Sign in by picking a person: Dana (developer, Checkout), Sam (developer, Discovery),
  Amira (approves GPU requests) or Rui (SRE). There are no passwords in the demo.

  What you make is kept in ${
    path.relative(process.cwd(), dataDir) || '.'
  }; delete that folder to begin anew.
  Ctrl-C stops it.
`);
  const code = await untilStopped({
    'back end': backend,
    'embedded estate': estate.child,
  });
  console.log('Stopping …');
  await stop([backend, estate.child]);
  return code;
}

/** `yarn start`: Backstage's own hot-reloading mode, with the embedded estate beside it. */
async function startDevelopment() {
  const toolchain = await ensureToolchain();
  const estate = await startEstate(toolchain, {
    args: ['--state-file', path.join(dataDir, 'estate.json'), ...estateArgs],
  });
  const env = demoEnv({ port: 7007, dataDir, estate });
  const dev = spawn(
    toolchain.node,
    [
      path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
      ...[...demoConfigs, 'app-config.development.yaml'].flatMap(config => [
        '--config',
        path.join(root, config),
      ]),
    ],
    { cwd: root, env: { ...toolchain.env, ...env }, stdio: 'inherit' },
  );
  const code = await untilStopped({
    'development server': dev,
    'embedded estate': estate.child,
  });
  await stop([dev, estate.child]);
  return code;
}

await main(() =>
  process.env.npm_config_user_agent?.startsWith('yarn/')
    ? startDevelopment()
    : startPortal(),
);
