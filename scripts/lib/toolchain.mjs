import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { root, toolchainDir } from './paths.mjs';
import { must } from './run.mjs';
import { Trouble } from './Trouble.mjs';

/** The Node that is fetched when the machine's own is not one Backstage runs on. */
const NODE_VERSION = '24';
const SUPPORTED = [22, 24];

const packageJson = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);
const yarnVersion = packageJson.packageManager.split('@')[1];

function nodePackage() {
  const platform = { linux: 'linux', darwin: 'darwin', win32: 'win' }[
    process.platform
  ];
  if (!platform || !['x64', 'arm64'].includes(process.arch)) {
    throw new Trouble(
      `Node ${process.version} is not 22 or 24, and there is none to fetch for ${process.platform} ${process.arch}: install Node 24 yourself and start again.`,
    );
  }
  return `node-${platform}-${process.arch}`;
}

const installed = name => path.join(toolchainDir, 'node_modules', name);

async function fetchPackages(title, packages) {
  mkdirSync(toolchainDir, { recursive: true });
  // npm refuses to install below a workspace root without a package of its own
  const own = path.join(toolchainDir, 'package.json');
  if (!existsSync(own)) {
    writeFileSync(own, '{"private":true}\n');
  }
  await must(
    title,
    'npm',
    [
      'install',
      '--prefix',
      toolchainDir,
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      ...packages,
    ],
    { cwd: toolchainDir },
  );
}

/** @returns the folder of a Node that Backstage runs on, fetched when need be */
async function ensureNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (SUPPORTED.includes(major)) {
    return path.resolve(process.execPath, '../..');
  }
  const name = nodePackage();
  if (!existsSync(path.join(installed(name), 'package.json'))) {
    await fetchPackages(`Fetching Node ${NODE_VERSION}`, [
      `${name}@${NODE_VERSION}`,
    ]);
  }
  return installed(name);
}

async function ensureYarn() {
  const manifest = path.join(installed('@yarnpkg/cli-dist'), 'package.json');
  const present =
    existsSync(manifest) &&
    JSON.parse(readFileSync(manifest, 'utf8')).version === yarnVersion;
  if (!present) {
    await fetchPackages(`Fetching Yarn ${yarnVersion}`, [
      `@yarnpkg/cli-dist@${yarnVersion}`,
    ]);
  }
  return path.join(installed('@yarnpkg/cli-dist'), 'bin/yarn.js');
}

/** Everything that decides what is installed, as one hash. */
function dependencyHash(nodeVersion) {
  const hash = createHash('sha256').update(nodeVersion);
  const add = file => hash.update(readFileSync(path.join(root, file)));
  add('package.json');
  add('yarn.lock');
  for (const folder of ['packages', 'plugins']) {
    for (const name of readdirSync(path.join(root, folder)).sort()) {
      const file = path.join(folder, name, 'package.json');
      if (existsSync(path.join(root, file))) {
        add(file);
      }
    }
  }
  add('test/package.json');
  return hash.digest('hex');
}

/**
 * Makes sure that Node, Yarn and all dependencies are there.
 *
 * @returns {Promise<{node: string, yarn: string, env: NodeJS.ProcessEnv}>}
 *   the Node binary, Yarn's script, and the environment to run things in
 */
export async function ensureToolchain() {
  const nodeDir = await ensureNode();
  const node = path.join(
    nodeDir,
    process.platform === 'win32' ? 'bin/node.exe' : 'bin/node',
  );
  const yarn = await ensureYarn();
  const env = {
    ...process.env,
    PATH: [path.dirname(node), process.env.PATH].join(path.delimiter),
    NODE_OPTIONS: process.env.NODE_OPTIONS ?? '',
    // what npm passes to its scripts is npm's and not Yarn's
    npm_config_user_agent: undefined,
    YARN_ENABLE_TELEMETRY: '0',
    BACKSTAGE_CLI_DISABLE_TELEMETRY: '1',
    // addons compile against the headers that come with this Node
    ...(existsSync(path.join(nodeDir, 'include/node'))
      ? { npm_config_nodedir: nodeDir }
      : {}),
  };
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  const wanted = dependencyHash(String(stdout).trim());
  const marker = path.join(root, 'node_modules/.ironstage-installed');
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
    await must(
      'Installing dependencies (about 2 minutes)',
      node,
      [yarn, 'install', '--immutable'],
      { env },
    );
    writeFileSync(marker, wanted);
  }
  return { node, yarn, env };
}
