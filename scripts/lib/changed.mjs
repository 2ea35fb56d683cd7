import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { Trouble } from './Trouble.mjs';

function git(...args) {
  const { status, stdout } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0
    ? stdout.split('\n').filter(line => line !== '')
    : undefined;
}

/**
 * Files that differ from a commit, committed or not; those that git does not know yet included.
 *
 * @param since - a commit; where the branch left origin/main when left out, else the last commit
 * @throws Trouble when there is no such commit
 */
export function changedSince(since) {
  const [base] =
    (since
      ? git('rev-parse', '--verify', '--quiet', `${since}^{commit}`)
      : git('merge-base', 'HEAD', 'origin/main') ?? git('rev-parse', 'HEAD')) ??
    [];
  if (!base) {
    throw new Trouble(
      since
        ? `There is no commit "${since}" to compare with.`
        : 'This is no git checkout, so nobody can tell what changed: run npm test without --changed.',
    );
  }
  const files = [
    ...(git('diff', '--name-only', base) ?? []),
    ...(git('ls-files', '--others', '--exclude-standard') ?? []),
  ].filter(file => existsSync(path.join(root, file)));
  return { base, files: [...new Set(files)] };
}
