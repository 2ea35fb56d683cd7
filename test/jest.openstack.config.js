// Tests against the real OpenStack of test/labs/openstack. `yarn test:openstack` brings the lab up,
// exports what `test/labs/openstack/env.sh` prints, and runs these.
const transform = require.resolve('@backstage/cli/config/jestSwcTransform');

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/labs/openstack/**/*.test.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '\\.(mjs|cjs|js)$': [
      transform,
      { jsc: { parser: { syntax: 'ecmascript' } } },
    ],
    '\\.(mts|cts|ts)$': [
      transform,
      { jsc: { parser: { syntax: 'typescript' } } },
    ],
  },
  // some dependencies are ES modules only, so most of node_modules is transformed (once, then cached)
  transformIgnorePatterns: [
    '/node_modules/(?:ajv|core-js|jest-.*|knex|lodash|luxon|typescript|undici|zod)/',
  ],
  // one cloud for all of them
  maxWorkers: 1,
  testTimeout: 180_000,
};
