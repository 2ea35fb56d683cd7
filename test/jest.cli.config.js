// The command line against a running portal with the embedded estate. IRONSTAGE_URL says where it is.
const transform = require.resolve('@backstage/cli/config/jestSwcTransform');

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/cli/**/*.test.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '\\.(mts|cts|ts)$': [
      transform,
      { jsc: { parser: { syntax: 'typescript' } } },
    ],
  },
  // what one flow makes the next one uses
  maxWorkers: 1,
  testTimeout: 240_000,
};
