import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, toolchainDir } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { Trouble } from '../lib/Trouble.mjs';

/** The build that others are compared with: the one before lists had indexes of their own. */
export const BEFORE = '96ba9a6';

/** This build. */
export const own = { name: 'this build', dir: root };

function must(command, args) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) {
    throw new Trouble(
      `${command} ${args.join(
        ' ',
      )} failed: ${result.stderr.trim()}\nThe comparison needs the history: clone without --depth.`,
    );
  }
}

function checkOut(dir) {
  mkdirSync(dir, { recursive: true });
  const archive = `${dir}.tar`;
  must('git', ['archive', '--format=tar', `--output=${archive}`, BEFORE]);
  must('tar', ['-xf', archive, '-C', dir]);
  rmSync(archive);
}

/** The build before, laid out beside this one with dependencies of its own. */
export async function buildBefore(toolchain) {
  const dir = path.join(toolchainDir, 'bench', BEFORE);
  if (!existsSync(path.join(dir, 'package.json'))) {
    checkOut(dir);
  }
  if (!existsSync(path.join(dir, 'node_modules/.yarn-state.yml'))) {
    const result = await run(
      `Installing dependencies of ${BEFORE} (about 2 minutes)`,
      toolchain.node,
      [toolchain.yarn, 'install', '--immutable'],
      { cwd: dir, env: toolchain.env },
    );
    if (result.code !== 0) {
      throw new Trouble(
        `The dependencies of ${BEFORE} could not be installed:\n${result.tail.trim()}`,
      );
    }
  }
  return { name: `build ${BEFORE}`, dir };
}
