import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { aptInstall, canApt } from './apt.mjs';
import { toolchainDir } from './paths.mjs';
import { must } from './run.mjs';

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

/** What a Prometheus says of itself: `2.42.0+ds`. */
const versionOf = prometheus => {
  const { stdout, stderr } = spawnSync(prometheus, ['--version'], {
    encoding: 'utf8',
  });
  return /version (\S+)/.exec(stdout + stderr)?.[1] ?? 'unknown';
};

const described = ({ name, prometheus, promtool }) => ({
  name,
  prometheus,
  promtool,
  version: versionOf(prometheus),
});

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
  return { ...described({ name: 'Debian', prometheus, promtool }), exporter };
}

/** The newest release, built once from the Go proxy; it stays in the tool chain. */
export async function ensureNewestPrometheus() {
  const dir = path.join(toolchainDir, 'prometheus');
  const [prometheus, promtool] = COMMANDS.map(name =>
    path.join(dir, 'bin', name),
  );
  if (!existsSync(prometheus) || !existsSync(promtool)) {
    const go = where('go') ?? where('/usr/local/go/bin/go');
    if (!go) {
      return { missing: 'there is no Go to build the newest Prometheus with' };
    }
    const cwd = path.join(dir, 'src');
    mkdirSync(cwd, { recursive: true });
    writeFileSync(path.join(cwd, 'go.mod'), 'module ironstage/prometheus\n');
    const env = { ...process.env, GOFLAGS: '-mod=mod' };
    const commands = COMMANDS.map(name => `${MODULE}/cmd/${name}`);
    await must(
      'Fetching the newest Prometheus',
      go,
      ['get', ...commands.map(name => `${name}@latest`)],
      { cwd, env },
    );
    await must(
      'Building the newest Prometheus',
      go,
      ['build', '-trimpath', '-tags', TAGS, '-o', `${dir}/bin/`, ...commands],
      { cwd, env },
    );
  }
  return described({ name: 'newest', prometheus, promtool });
}
