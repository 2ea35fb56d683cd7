import { spawnSync } from 'node:child_process';
import { must } from './run.mjs';

/** True where packages of the distribution can be installed without asking anybody. */
export function canApt() {
  return (
    process.getuid?.() === 0 &&
    spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
  );
}

let updated = false;

/** Installs packages of the distribution. */
export async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) {
    await must('Updating package lists', 'apt-get', ['update'], { env });
    updated = true;
  }
  await must(
    `Installing ${packages.join(' ')}`,
    'apt-get',
    ['install', '-y', '--no-install-recommends', ...packages],
    { env },
  );
}
