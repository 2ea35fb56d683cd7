/**
 * Rooms of `src`, the highest first; those of one line do not know each other. A file may import from
 * its own room and from lower ones only (docs/architecture.md).
 */
const ROOMS = [
  ['index.ts'],
  ['plugin.ts'],
  ['jobs'],
  ['createServices.ts'],
  ['createDefinitions.ts'],
  ['api'],
  ['approvals', 'policy', 'changes', 'gpus', 'machines', 'monitoring'],
  ['instances'],
  [
    'leases',
    'quotas',
    'capacity',
    'images',
    'networks',
    'costs',
    'topology',
    'tenants',
  ],
  ['projects'],
  ['events', 'health', 'metrics', 'trail'],
  ['operations'],
  ['inventory'],
  ['permissions'],
  ['audit', 'sshKeys', 'notifications', 'providers'],
  ['http'],
  ['config'],
  ['database'],
];

const at = room => `./src/${room}`;

const zones = ROOMS.flatMap((level, index) =>
  level.map(room => ({
    target: at(room),
    from: ROOMS.slice(0, index + 1)
      .flat()
      .filter(other => other !== room)
      .map(at),
    message: `Imports point down only: ${room} stands below this, or beside it. Give it an interface of what it needs, and hand that in where the rooms are put together (docs/architecture.md).`,
  })),
);

const config = require('@backstage/cli/config/eslint-factory')(__dirname);

module.exports = {
  ...config,
  overrides: [
    ...config.overrides,
    {
      files: ['src/**/*.ts'],
      // tests put rooms together as the plugin does
      excludedFiles: ['**/*.test.ts', 'src/__*/**'],
      settings: {
        'import/resolver': { node: { extensions: ['.ts'] } },
      },
      rules: {
        'import/no-restricted-paths': ['error', { basePath: __dirname, zones }],
      },
    },
  ],
};
