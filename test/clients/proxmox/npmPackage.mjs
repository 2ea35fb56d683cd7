import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lastLine, run, workDir } from '../support/workshop.mjs';

const INSTALL_MS = 5 * 60_000;

/**
 * A package from the npm registry in a folder of its own, outside of the
 * repository's dependencies.
 *
 * @returns `{modules}`, the folder to resolve it from, or `{skip}` with the reason
 */
export async function npmPackage(name, version) {
  const modules = workDir(`npm-${name}-${version}`);
  if (existsSync(path.join(modules, 'node_modules', name))) {
    return { modules };
  }
  writeFileSync(path.join(modules, 'package.json'), '{"private":true}\n');
  const installed = await run(
    'npm',
    ['install', '--no-audit', '--no-fund', `${name}@${version}`],
    { cwd: modules, timeoutMs: INSTALL_MS },
  );
  return installed.ok
    ? { modules }
    : {
        skip: `${name}@${version} can't be installed: ${lastLine(
          installed.output,
        )}`,
      };
}
