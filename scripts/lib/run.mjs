import { spawn } from 'node:child_process';
import os from 'node:os';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { root, toolchainDir } from './paths.mjs';
import { Trouble } from './Trouble.mjs';

/** Where long outputs go. */
export const logDir = path.join(toolchainDir, 'logs');

/**
 * Runs a command with its output in a log file, and a line that shows it is alive.
 *
 * @param options - those of `spawn`, and `niceness`: how far it stands back where others want the processor
 * @returns {Promise<{code: number, logFile: string, tail: string, seconds: number}>}
 */
export async function run(
  title,
  command,
  args,
  { niceness = 0, ...options } = {},
) {
  mkdirSync(logDir, { recursive: true });
  const logFile = path.join(logDir, `${title.replace(/\W+/g, '-')}.log`);
  const log = openSync(logFile, 'w');
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  // a file and no pipe: a command that ends abruptly loses what is still in a pipe
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', log, log],
    ...options,
  });
  if (niceness > 0 && child.pid) {
    os.setPriority(child.pid, niceness);
  }
  const interactive = process.stdout.isTTY;
  const show = () => process.stdout.write(`\r  ${title} … ${seconds()} s `);
  if (!interactive) {
    console.log(`  ${title} …`);
  }
  const ticker = setInterval(
    () => (interactive ? show() : console.log(`  ${title} … ${seconds()} s`)),
    interactive ? 1000 : 30_000,
  );
  const code = await new Promise(resolve => {
    child.on('error', error => {
      writeSync(log, `${error}\n`);
      resolve(127);
    });
    child.on('close', status => resolve(status ?? 1));
  });
  clearInterval(ticker);
  closeSync(log);
  process.stdout.write(
    `${interactive ? '\r' : ''}  ${
      code === 0 ? '✔' : '✖'
    } ${title} (${seconds()} s)\n`,
  );
  const tail = readFileSync(logFile, 'utf8').slice(-8000);
  return { code, logFile, tail, seconds: seconds() };
}

/** Runs a command that must succeed. */
export async function must(title, command, args, options) {
  const result = await run(title, command, args, options);
  if (result.code !== 0) {
    throw new Trouble(explain(title, result));
  }
  return result;
}

function explain(title, { tail, logFile }) {
  if (/ENOSPC|no space left/i.test(tail)) {
    return `${title} failed: the disk is full. Free some space (the project needs about 3 GB) and start again.`;
  }
  if (/self.signed certificate|unable to get (local )?issuer/i.test(tail)) {
    return `${title} failed: the npm registry's certificate is not trusted, which is what a company proxy causes. Point NODE_EXTRA_CA_CERTS at the proxy's certificate authority and start again.`;
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|RequestError/.test(
      tail,
    )
  ) {
    return `${title} failed: the npm registry can't be reached. Check the network or the proxy settings and start again.`;
  }
  return `${title} failed. The end of its output:\n${tail
    .trim()
    .split('\n')
    .slice(-15)
    .join('\n')}\nAll of it is in ${path.relative(root, logFile)}.`;
}
