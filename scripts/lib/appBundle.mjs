import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { must } from './run.mjs';

/** What the browser's bundle is made of. */
const SOURCES = [
  'packages/app/src',
  'packages/app/public',
  'packages/app/config.d.ts',
  'packages/app/package.json',
  'plugins/infra/src',
  'plugins/infra/package.json',
  'plugins/infra-common/src',
  'app-config.yaml',
  'yarn.lock',
];

function addTo(hash, file) {
  if (!existsSync(file)) {
    return;
  }
  if (statSync(file).isDirectory()) {
    for (const name of readdirSync(file).sort()) {
      addTo(hash, path.join(file, name));
    }
  } else {
    hash.update(path.relative(root, file)).update(readFileSync(file));
  }
}

/** Builds the front end, unless it was built from just these sources. */
export async function ensureAppBundle({ node, yarn, env }) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    addTo(hash, path.join(root, source));
  }
  const wanted = hash.digest('hex');
  const marker = path.join(root, 'packages/app/dist/.ironstage-built');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) {
    return;
  }
  await must(
    'Building the front end (about 1 minute)',
    node,
    [yarn, 'workspace', 'app', 'build'],
    { env },
  );
  writeFileSync(marker, wanted);
}
