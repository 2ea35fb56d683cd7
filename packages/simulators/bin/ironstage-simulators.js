#!/usr/bin/env node
const { existsSync } = require('node:fs');
const path = require('node:path');

// In the repository the source runs through Backstage's transform hook; an
// installed package has only what was built.
const fromSource = existsSync(path.resolve(__dirname, '../src'));
if (fromSource) {
  require('@backstage/cli/config/nodeTransform.cjs');
}
const { runCli } = fromSource
  ? require('../src')
  : require('../dist/index.cjs.js');

runCli(process.argv);
