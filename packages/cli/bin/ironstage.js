#!/usr/bin/env node
const { existsSync } = require('node:fs');
const path = require('node:path');

if (Number(process.versions.node.split('.')[0]) < 22) {
  process.stderr.write(
    `ironstage needs Node 22 or newer, this is ${process.version}.\n`,
  );
  process.exit(1);
}

// In the repository the source runs through Backstage's transform hook: what a build left in dist
// may be old, and the packages it needs are source there as well. An installed package has only dist.
const fromSource = existsSync(path.resolve(__dirname, '../src'));
if (fromSource) {
  require('@backstage/cli/config/nodeTransform.cjs');
}
const { runCli } = fromSource
  ? require('../src')
  : require('../dist/index.cjs.js');

runCli(process.argv.slice(2));
