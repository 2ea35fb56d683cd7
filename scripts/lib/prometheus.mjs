import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { aptInstall, canApt } from './apt.mjs';
import { root, toolchainDir } from './paths.mjs';
import { run } from './run.mjs';

const MODULE = 'github.com/prometheus/prometheus';
const COMMANDS = ['prometheus', 'promtool'];

/** Of the ways to find targets, the one that is tested: the others bring the clients of thirty clouds to be built. */
const TAGS = 'remove_all_sd,enable_http_sd';

const where = program => {
  const found = spawnSync('sh', ['-c', `command -v ${program}`], {
    encoding: 'utf8',
  });
  return found.status === 0 ? found.stdout.trim() : undefined;
};

/** What Debian's Prometheus says of itself: `2.42.0+ds`. */
const versionOf = prometheus => {
  const { stdout, stderr } = spawnSync(prometheus, ['--version'], {
    encoding: 'utf8',
  });
  return /version (\S+?),? /.exec(stdout + stderr)?.[1] ?? 'unknown';
};

/** The packages of Debian, with the exporter of a host. */
export async function ensureDebianPrometheus() {
  const packages = ['prometheus', 'prometheus-node-exporter'];
  // where there is a systemd, installing them would start them
  const quiet = !existsSync('/run/systemd/system');
  if (!packages.every(where) && canApt() && quiet) {
    await aptInstall(packages);
  }
  const [prometheus, exporter] = packages.map(where);
  const promtool = where('promtool');
  if (!prometheus || !promtool || !exporter) {
    return {
      missing: `the packages ${packages.join(
        ' and ',
      )} are not installed (Debian: apt install ${packages.join(' ')})`,
    };
  }
  return {
    name: 'Debian',
    version: versionOf(prometheus),
    prometheus,
    promtool,
    exporter,
  };
}

/**
 * Builds the newest release from the Go proxy.
 *
 * @returns why that can't be done here, or undefined
 */
async function buildNewest(dir) {
  const go = where('go') ?? where('/usr/local/go/bin/go');
  if (!go) {
    return 'there is no Go to build the newest Prometheus with';
  }
  const cwd = path.join(dir, 'src');
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd, { recursive: true });
  // its own go.mod replaces modules, so that it can't be installed by its name
  writeFileSync(path.join(cwd, 'go.mod'), 'module ironstage/prometheus\n');
  const options = { cwd, env: { ...process.env, GOFLAGS: '-mod=mod' } };
  const commands = COMMANDS.map(name => `${MODULE}/cmd/${name}`);
  const steps = [
    ['Fetching', ['get', ...commands.map(name => `${name}@latest`)]],
    [
      'Building',
      ['build', '-trimpath', '-tags', TAGS, '-o', `${dir}/bin/`, ...commands],
    ],
  ];
  for (const [doing, args] of steps) {
    const title = `${doing} the newest Prometheus`;
    const { code, logFile } = await run(title, go, args, options);
    if (code !== 0) {
      return `${title} failed: ${path.relative(root, logFile)} says why`;
    }
  }
  const { stdout } = spawnSync(
    go,
    ['list', '-m', '-f', '{{.Version}}', MODULE],
    { ...options, encoding: 'utf8' },
  );
  // the module of release 3.16.0 is v0.316.0
  const [, major, minor, patch] = /^v0\.(\d)(\d\d)\.(.+)/.exec(stdout) ?? [];
  writeFileSync(
    path.join(dir, 'version'),
    major ? `${major}.${Number(minor)}.${patch}` : stdout.trim(),
  );
  return undefined;
}

/** The newest release, built once; it stays in the tool chain. */
export async function ensureNewestPrometheus() {
  const dir = path.join(toolchainDir, 'prometheus');
  const file = path.join(dir, 'version');
  const missing = existsSync(file) ? undefined : await buildNewest(dir);
  const [prometheus, promtool] = COMMANDS.map(name =>
    path.join(dir, 'bin', name),
  );
  return missing
    ? { missing }
    : {
        name: 'newest',
        version: readFileSync(file, 'utf8'),
        prometheus,
        promtool,
      };
}
