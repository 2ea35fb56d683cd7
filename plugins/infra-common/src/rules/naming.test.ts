import {
  checkInstanceName,
  checkProjectName,
  checkSnapshotName,
  DEFAULT_NAMING_RULES as RULES,
  namingRulesSchema,
  projectName,
  SNAPSHOT_NAME_HINT,
  teamName,
} from './naming';

describe('project names', () => {
  it('are made of the bare name of the team and the environment', () => {
    expect(teamName('group:default/Payments')).toBe('payments');
    expect(teamName('default/payments')).toBe('payments');
    expect(teamName('payments')).toBe('payments');
    expect(projectName('group:default/payments', 'dev', RULES)).toBe(
      'payments-dev',
    );
    expect(
      projectName('payments', 'dev', {
        ...RULES,
        project: 'p-{environment}-{team}',
      }),
    ).toBe('p-dev-payments');
  });

  it('keep a team name as it is, also with characters that patterns know', () => {
    expect(projectName("a$&b$'", 'dev', RULES)).toBe("a$&b$'-dev");
  });

  it('are good for each environment of the rules and no other', () => {
    for (const environment of RULES.environments) {
      expect(checkProjectName('payments', environment, RULES)).toEqual([]);
    }
    expect(checkProjectName('payments', 'qa', RULES)).toEqual([
      {
        field: 'environment',
        class: 'user',
        message: 'The environment "qa" is not one of dev, staging, prod.',
      },
    ]);
  });

  it.each([
    ['a team with an underscore', 'my_team', 1],
    ['a team with a dash in front', '-team', 1],
    ['63 letters', 't'.repeat(59), 0],
    ['64 letters', 't'.repeat(60), 1],
  ])('are checked for %s', (_, team, problems) => {
    const found = checkProjectName(team, 'dev', RULES);
    expect(found).toHaveLength(problems);
    expect(found.every(({ field }) => field === 'team')).toBe(true);
  });
});

describe('instance names', () => {
  it.each(['api', 'api-1', `a${'b'.repeat(49)}`])('may be %s', name => {
    expect(checkInstanceName(name, RULES)).toEqual([]);
  });

  it.each([
    '',
    'ab',
    'Api-1',
    '1api',
    'api-',
    'api_1',
    'api 1',
    'api\n',
    `a${'b'.repeat(50)}`,
  ])('may not be %j', name => {
    expect(checkInstanceName(name, RULES)).toEqual([
      {
        field: 'name',
        class: 'user',
        message: expect.stringContaining(RULES.instanceHint),
      },
    ]);
  });

  it('match the configured expression as a whole, alternatives too', () => {
    const rules = { ...RULES, instance: 'web|db' };
    expect(checkInstanceName('db', rules)).toEqual([]);
    expect(checkInstanceName('webdb', rules)).toHaveLength(1);
    expect(checkInstanceName('my-db', rules)).toHaveLength(1);
  });
});

describe('snapshot names', () => {
  it.each(['a', 'before-upgrade', 'v2', `a${'b'.repeat(62)}`])(
    'may be %s',
    name => {
      expect(checkSnapshotName(name)).toEqual([]);
    },
  );

  it.each(['', '2', 'Before', 'a-', 'a.b', 'a\n', `a${'b'.repeat(63)}`])(
    'may not be %j',
    name => {
      expect(checkSnapshotName(name)).toEqual([
        {
          field: 'name',
          class: 'user',
          message: expect.stringContaining(SNAPSHOT_NAME_HINT),
        },
      ]);
    },
  );
});

it('naming rules need at least one environment', () => {
  expect(namingRulesSchema.safeParse(RULES).success).toBe(true);
  expect(
    namingRulesSchema.safeParse({ ...RULES, environments: [] }).success,
  ).toBe(false);
});
