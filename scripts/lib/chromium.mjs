import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { aptInstall, canApt } from './apt.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { Trouble } from './Trouble.mjs';

/** The first that is there is driven. The shell has no window around its pages: three times less to compute. */
const COMMANDS = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

function installed() {
  if (process.env.CHROMIUM_PATH) {
    return process.env.CHROMIUM_PATH;
  }
  for (const command of COMMANDS) {
    const { status, stdout } = spawnSync(
      'sh',
      ['-c', `command -v ${command}`],
      {
        encoding: 'utf8',
      },
    );
    if (status === 0) {
      return stdout.trim();
    }
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return existsSync(mac) ? mac : playwrights();
}

function playwrights() {
  const require = createRequire(path.join(root, 'test/package.json'));
  const file = require('@playwright/test').chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

/**
 * A Chromium to drive, installed when there is none.
 *
 * @throws Trouble when there is none to be had
 */
export async function ensureChromium({ node, env }) {
  const found = installed();
  if (found) {
    return found;
  }
  if (canApt()) {
    await aptInstall(['chromium-headless-shell', 'fonts-liberation']);
  } else {
    await run(
      "Downloading Playwright's Chromium",
      node,
      [
        path.join(root, 'node_modules/@playwright/test/cli.js'),
        'install',
        'chromium',
      ],
      { env },
    );
  }
  const now = installed();
  if (!now) {
    throw new Trouble(
      'There is no Chromium for the browser tests and none could be installed: install Chromium or Google Chrome, or set CHROMIUM_PATH to one.',
    );
  }
  return now;
}
