import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../..',
);

const INSTALL_MS = 8 * 60_000;

/** A folder outside version control in which a client is set up. */
export function workDir(name) {
  const dir = path.join(root, '.cache/clients', name);
  mkdirSync(dir, { recursive: true });
  return dir;
}

/**
 * Runs a program to its end; never throws.
 *
 * @returns `{ok, output, stdout}`; output is both streams
 */
export function run(command, args, { timeoutMs = 120_000, ...options } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      ...options,
    });
    let output = '';
    let stdout = '';
    child.stdout.on('data', data => {
      output += data;
      stdout += data;
    });
    child.stderr.on('data', data => {
      output += data;
    });
    child.on('error', error =>
      resolve({ ok: false, output: `${error}`, stdout }),
    );
    child.on('close', code => resolve({ ok: code === 0, output, stdout }));
  });
}

/** The last line that says something, for a reason to skip. */
export function lastLine(output) {
  const lines = output.split('\n').map(line => line.trim());
  // Tools name the server they asked; a report must not.
  return (lines.filter(Boolean).pop() ?? 'no output').replace(
    /https?:\/\/\S+/g,
    '(registry)',
  );
}

async function fromDebian(name) {
  if (process.getuid?.() !== 0) {
    return { ok: false, output: 'not root, so it can’t be installed' };
  }
  return run('apt-get', ['install', '-y', '--no-install-recommends', name], {
    timeoutMs: INSTALL_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

async function makeVenv(venv) {
  const made = await run('python3', ['-m', 'venv', venv]);
  if (made.ok) {
    return made;
  }
  await fromDebian('python3-venv');
  return run('python3', ['-m', 'venv', venv]);
}

/**
 * A Python with a package from PyPI, in a virtual environment of its own that
 * later runs use again.
 *
 * @param requirement - `name==version`
 * @param extras - further requirements
 * @returns `{python}`, or `{skip}` with the reason
 */
export async function pythonWith(requirement, extras = []) {
  const name = requirement.split(/[=<>]/)[0];
  const dir = workDir(`python-${name}`);
  const venv = path.join(dir, 'venv');
  const python = path.join(venv, 'bin/python');
  // Inside, so that it is gone when the environment is.
  const marker = path.join(venv, 'installed');
  const wanted = [requirement, ...extras].join(' ');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) {
    return { python };
  }
  rmSync(venv, { recursive: true, force: true });
  const made = await makeVenv(venv);
  if (!made.ok) {
    return { skip: `no Python environment: ${lastLine(made.output)}` };
  }
  const installed = await run(
    python,
    ['-m', 'pip', 'install', '--quiet', requirement, ...extras],
    { timeoutMs: INSTALL_MS },
  );
  if (!installed.ok) {
    return {
      skip: `${requirement} can't be installed: ${lastLine(installed.output)}`,
    };
  }
  writeFileSync(marker, wanted);
  return { python };
}

async function goVersion(command) {
  const { ok, stdout } = await run(command, ['version']);
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(ok ? stdout : '') ?? [];
  return major ? Number(major) * 1000 + Number(minor) : undefined;
}

async function findGo(minimum) {
  const places = ['go', '/usr/local/go/bin/go', '/usr/lib/go/bin/go'];
  const [major, minor] = minimum.split('.').map(Number);
  let seen;
  for (const attempt of ['as it is', 'after installing']) {
    for (const command of places) {
      const version = await goVersion(command);
      seen = version ?? seen;
      if (version !== undefined && version >= major * 1000 + minor) {
        return { go: command };
      }
    }
    if (attempt === 'as it is' && seen === undefined) {
      await fromDebian('golang-go');
    }
  }
  return {
    skip: seen
      ? `Go is older than ${minimum}`
      : `Go ${minimum} is not installed and can't be`,
  };
}

/**
 * Builds a Go program whose modules come from the Go proxy.
 *
 * @param source - folder with `main.go` and `go.mod`, which stays as it is
 * @param minimum - version of Go that the modules need, e.g. `1.21`
 * @returns `{program}`, or `{skip}` with the reason
 */
export async function goProgram(name, source, minimum) {
  const { go, skip } = await findGo(minimum);
  if (skip) {
    return { skip };
  }
  const dir = workDir(`go-${name}`);
  // What go.sum holds already stays, so that nothing is asked for twice.
  cpSync(source, dir, { recursive: true });
  const program = path.join(dir, 'program');
  const built = await run(go, ['build', '-o', program, '.'], {
    cwd: dir,
    timeoutMs: INSTALL_MS,
    env: { ...process.env, GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' },
  });
  if (built.ok) {
    return { program };
  }
  // A program that doesn't compile is our fault: only absence is skipped.
  const absent =
    /reading .*: (4\d\d|5\d\d)|dial tcp|no such host|timeout|proxyconnect|module lookup disabled/i;
  if (!absent.test(built.output)) {
    throw new Error(`the Go program ${name} doesn't build:\n${built.output}`);
  }
  return { skip: `modules can't be fetched: ${lastLine(built.output)}` };
}
