import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { root } from './paths.mjs';
import { logDir } from './run.mjs';
import { Trouble } from './Trouble.mjs';

/** A port nobody uses. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Makes sure that nobody uses a port. */
export async function claimPort(port) {
  await new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', error =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Trouble(
              `Port ${port} is taken: stop what uses it, or choose another with PORT=7008 npm start.`,
            )
          : new Trouble(`Port ${port} can't be used: ${error.message}.`),
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(resolve));
  });
}

/**
 * Starts a Node program of this repository, from its TypeScript source.
 *
 * @returns the child, with `tail()` for the end of its output and `logFile`
 */
export function startProgram(name, { node, env, cwd, args, onLine }) {
  mkdirSync(logDir, { recursive: true });
  const logFile = path.join(logDir, `${name}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(
    node,
    [
      '--require',
      path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      ...args,
    ],
    { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let tail = '';
  let line = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => {
      log.write(data);
      tail = (tail + data).slice(-6000);
      const parts = (line + data).split('\n');
      line = parts.pop();
      parts.forEach(part => onLine?.(part));
    });
  }
  child.on('close', () => log.end());
  return Object.assign(child, {
    tail: () => tail,
    logFile: path.relative(root, logFile),
  });
}

/**
 * Starts the simulated estate and waits for its addresses.
 *
 * @param log - what the name of its log file ends with
 */
export function startEstate(toolchain, { args = [], log = '' } = {}) {
  return new Promise((resolve, reject) => {
    const child = startProgram(`simulators${log}`, {
      ...toolchain,
      cwd: root,
      args: [
        path.join(root, 'packages/simulators/bin/ironstage-simulators.js'),
        ...args,
      ],
      onLine(line) {
        if (line.startsWith('{')) {
          resolve({ child, ...JSON.parse(line) });
        }
      },
    });
    child.on('close', () =>
      reject(
        new Trouble(
          `The embedded estate did not start:\n${child.tail().trim()}`,
        ),
      ),
    );
  });
}

/**
 * Starts the back end, which also serves the front end.
 *
 * @param log - what the name of its log file ends with
 */
export function startBackend(toolchain, { env, configs, log = '' }) {
  return startProgram(`backend${log}`, {
    node: toolchain.node,
    env: { ...toolchain.env, ...env },
    cwd: path.join(root, 'packages/backend'),
    args: [
      'src/index.ts',
      ...configs.flatMap(config => ['--config', path.resolve(root, config)]),
    ],
  });
}

/** Waits until the back end answers; fails when it ends or takes too long. */
export async function waitUntilReady(child, baseUrl, seconds = 300) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    if (
      child.exitCode !== null ||
      child.signalCode !== null ||
      /Backend startup failed/.test(child.tail())
    ) {
      throw new Trouble(
        `The back end did not start. ${reason(
          child.tail(),
        )}\nAll of its output is in ${child.logFile}.`,
      );
    }
    const ready = await fetch(`${baseUrl}/.backstage/health/v1/readiness`).then(
      response => response.ok,
      () => false,
    );
    if (ready) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Trouble(
        `The back end is not ready after ${seconds} seconds; see ${child.logFile}.`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

/**
 * Waits until the demo's people can sign in: the catalog reads them a moment after the
 * back end is ready.
 */
export async function waitUntilSignInWorks(baseUrl, persona, seconds = 180) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const works = await fetch(`${baseUrl}/api/auth/persona/refresh`, {
      headers: { 'x-ironstage-persona': persona },
    }).then(
      response => response.ok,
      () => false,
    );
    if (works) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Trouble(
        `${persona} can't sign in after ${seconds} seconds; see .toolchain/logs/backend.log.`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}

/** Waits until every provider has been read once. */
export async function waitUntilSynced(baseUrl, persona, seconds = 300) {
  const deadline = Date.now() + seconds * 1000;
  const json = (path, headers) =>
    fetch(`${baseUrl}${path}`, { headers }).then(
      response => (response.ok ? response.json() : undefined),
      () => undefined,
    );
  for (;;) {
    const session = await json('/api/auth/persona/refresh', {
      'x-ironstage-persona': persona,
    });
    const answer = await json('/api/infra/v1/providers', {
      authorization: `Bearer ${session?.backstageIdentity?.token}`,
    });
    const states = answer?.items.map(({ id, state }) => `${id}: ${state}`);
    if (states?.length > 0 && states.every(one => one.endsWith(': ok'))) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Trouble(
        `The embedded estate was not read after ${seconds} seconds (${
          states?.join(', ') ?? 'no answer'
        }); see .toolchain/logs/backend.log.`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

function reason(tail) {
  const lines = tail.trim().split('\n');
  return (
    lines.filter(line => /error|failed|refuses/i.test(line)).at(-1) ??
    lines.slice(-5).join('\n')
  );
}
