import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, toolchainDir } from '../lib/paths.mjs';
import { startEstate } from '../lib/services.mjs';
import { Trouble } from '../lib/Trouble.mjs';

/** The estate that readings are measured on. */
export const ESTATE = ['--machines', '2000', '--instances', '50000'];

/**
 * Measures readings beside bare GETs of the same pages, in a process without the rest of the portal.
 *
 * @param place - the engine, and for PostgreSQL the connection; SQLite gets a file that is thrown away
 * @returns figures by provider, as test/bench/sync.ts prints them
 */
export async function measureSync(
  toolchain,
  { engine, connection, estate: args = ESTATE },
) {
  const dir = path.join(toolchainDir, 'bench/sync');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const { child, ...estate } = await startEstate(toolchain, { args });
  try {
    return JSON.parse(
      await measure(toolchain, [
        JSON.stringify(estate),
        engine,
        connection ?? path.join(dir, 'inventory.sqlite'),
      ]),
    );
  } finally {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  }
}

function measure({ node, env }, args) {
  const program = spawn(
    node,
    [
      '--require',
      path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      path.join(root, 'test/bench/sync.ts'),
      ...args,
    ],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  let trouble = '';
  program.stdout.on('data', data => (output += data));
  program.stderr.on('data', data => (trouble = (trouble + data).slice(-2000)));
  return new Promise((resolve, reject) =>
    program.on('close', code =>
      code === 0
        ? resolve(output.trim().split('\n').at(-1))
        : reject(
            new Trouble(`The readings could not be measured:\n${trouble}`),
          ),
    ),
  );
}
