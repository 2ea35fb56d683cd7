import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lastLine, run, workDir } from '../support/workshop.mjs';

const INSTALL_MS = 5 * 60_000;
const FILES = ['package.json', 'package-lock.json'];

/** True when a folder has been made from the same lock. */
function isInstalled(source, modules) {
  const lock = 'package-lock.json';
  return (
    existsSync(path.join(modules, 'node_modules')) &&
    existsSync(path.join(modules, lock)) &&
    readFileSync(path.join(modules, lock), 'utf8') ===
      readFileSync(path.join(source, lock), 'utf8')
  );
}

/**
 * A package from the npm registry in a folder of its own, outside of the
 * repository's dependencies, with everything it needs as its lock has it.
 *
 * @param source - folder with `package.json` and `package-lock.json`
 * @returns `{modules}`, the folder to resolve it from, or `{skip}` with the reason
 */
export async function npmPackage(source) {
  const name = path.basename(source);
  const modules = workDir(`npm-${name}`);
  if (isInstalled(source, modules)) {
    return { modules };
  }
  for (const file of FILES) {
    copyFileSync(path.join(source, file), path.join(modules, file));
  }
  const installed = await run('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: modules,
    timeoutMs: INSTALL_MS,
  });
  return installed.ok
    ? { modules }
    : { skip: `${name} can't be installed: ${lastLine(installed.output)}` };
}
