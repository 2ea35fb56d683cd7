#!/usr/bin/env node
const { existsSync } = require('node:fs');
const path = require('node:path');

// In the repository the source runs through Backstage's transform hook; an
// installed package has only what was built.
if (existsSync(path.resolve(__dirname, '../src'))) {
  require('@backstage/cli/config/nodeTransform.cjs');
  require('../src/cli');
} else {
  require('../dist/cli/index.cjs.js');
}
