// Backstage's configuration of all packages, with what makes a run of all of them quick.
const backstage = require('@backstage/cli/config/jest');
const {
  getJestEnvironment,
} = require('@backstage/cli/config/getJestEnvironment');

const environments = {
  [getJestEnvironment()]: require.resolve('./JsdomEnvironment'),
};

module.exports = backstage.then(config => ({
  ...config,
  testSequencer: require.resolve('./LongestFirst'),
  projects: config.projects.map(project => ({
    ...project,
    runtime: require.resolve('./SharedCodeRuntime'),
    testEnvironment:
      environments[project.testEnvironment] ?? project.testEnvironment,
  })),
}));
