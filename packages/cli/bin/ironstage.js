#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const path = require('node:path');

if (Number(process.versions.node.split('.')[0]) < 22) {
  process.stderr.write(
    `ironstage needs Node 22 or newer, this is ${process.version}.\n`,
  );
  process.exit(1);
}

// In the repository the one file may be older than its source. An installed package has no source.
if (existsSync(path.resolve(__dirname, '../src'))) {
  require('../scripts/bundle').bundleWhenStale();
}
// parsed once, not at each start
enableCompileCache?.();
const { runCli } = require('../dist/ironstage.cjs');

runCli(process.argv.slice(2));
