import { MACHINE_ACTION_TYPES } from '@ironstage/plugin-infra-common';
import { FakePortal, errorAnswer, type Answer } from './testing/FakePortal';
import { Here } from './testing/runHere';

const vector = (parts: object = {}) => ({
  vcpus: 0,
  memoryBytes: 0,
  storageBytes: 0,
  instances: 0,
  gpus: {},
  ...parts,
});

const usage = {
  project: 'payments-dev',
  quota: vector({ vcpus: 32, memoryBytes: 64 * 1024 ** 3, gpus: { a100: 2 } }),
  reserved: vector({ vcpus: 4 }),
  used: vector({ vcpus: 10, memoryBytes: 20 * 1024 ** 3 }),
  free: vector({ vcpus: 18, memoryBytes: 44 * 1024 ** 3, gpus: { a100: 2 } }),
  stale: ['os-eu1'],
};

describe('ironstage', () => {
  let portal: FakePortal;
  let here: Here;

  beforeEach(async () => {
    portal = await new FakePortal().start();
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
  });

  afterEach(() => portal.stop());

  it.each<[string, Answer, number, RegExp]>([
    ['401', errorAnswer(401, 'AuthenticationError', 'No'), 3, /sign in again/],
    ['403', errorAnswer(403, 'NotAllowedError', 'Not yours'), 4, /Not yours/],
    ['404', errorAnswer(404, 'NotFoundError', 'No project'), 9, /No project/],
    ['409', errorAnswer(409, 'ConflictError', 'Too late'), 10, /Too late/],
    ['400', errorAnswer(400, 'InputError', 'Bad sort'), 2, /Bad sort/],
    ['500', errorAnswer(500, 'Error', 'Oh no'), 1, /Oh no/],
    ['503', errorAnswer(503, 'ServiceUnavailableError', 'Soon'), 7, /Soon/],
    ['a page', { text: '<html>' }, 7, /not like an Ironstage portal/],
    ['404 page', { status: 404, text: '<html>' }, 7, /There is no Ironstage/],
    ['no answer', 'hang up', 7, /can't be reached/],
  ])(
    'turns %s into an exit code and a sentence',
    async (_, answer, code, said) => {
      portal.on('GET /api/infra/v1/capacity', () => answer);
      const text = await here.run(['capacity']);
      expect(text).toMatchObject({ code, stdout: '' });
      expect(text.stderr).toMatch(said);
      expect(text.stderr).not.toMatch(/\n\s+at /);
      const json = await here.run(['capacity', '--json']);
      expect(JSON.parse(json.stdout).error).toMatchObject({ exitCode: code });
    },
  );

  it.each([
    [['bogus'], /Unknown command 'bogus'/],
    [['request-vm', '--project', 'p'], /Required option '--name <name>'/],
    [['inventory', '--kind', 'tree'], /Allowed choices are machine/],
    [['inventory', '--limit', 'many'], /whole number, at least 1/],
    [['inventory', '--export', 'xlsx'], /Allowed choices are csv, ndjson/],
    [['operations', 'watch', 'x', '--timeout', 'soon'], /90s, 15m or 2h/],
    [['whoami', '--url', 'portal'], /not the address of a portal/],
    [['whoami', '--url', 'https://me:pw@portal'], /no password in it/],
  ])(
    'refuses %j in one sentence that says what to do',
    async (args, sentence) => {
      const { code, stdout, stderr } = await here.run(args);
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(portal.received).toEqual([]);
    },
  );

  it('documents every command with examples, and the exit codes', async () => {
    const top = await here.run(['--help']);
    expect(top.code).toBe(0);
    for (const line of [
      '0  done',
      '5  a guardrail',
      '8  still waiting for an',
    ]) {
      expect(top.stdout).toContain(line);
    }
    const commands = [
      ...top.stdout.matchAll(/^ {2}([a-z-]{4,}) .*[A-Z]/gm),
    ].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(20);
    const leaves = [];
    for (const name of commands.filter(one => one !== 'help')) {
      const { stdout } = await here.run([name, '--help']);
      const below = [...stdout.matchAll(/^ {2}([a-z-]+) \[options\]/gm)];
      // a group is documented by its commands
      leaves.push(
        ...(below.length > 0
          ? below.map(([, command]) => [name, command])
          : [[name]]),
      );
    }
    expect(leaves).toEqual(
      expect.arrayContaining([
        ['audit', 'verify'],
        ['operations', 'watch'],
        ['quota', 'request'],
        ...MACHINE_ACTION_TYPES.map(type => type.split('.')),
      ]),
    );
    for (const path of leaves) {
      const { stdout } = await here.run([...path, '--help']);
      expect(stdout).toMatch(/Examples:\n {2}\$ ironstage /);
      expect(stdout).toContain('--json');
    }
  });

  it('shows what every project may have, has and has left, page by page', async () => {
    const item = {
      name: 'payments-dev',
      owner: 'group:default/payments',
      usage,
    };
    portal.on('GET /api/infra/v1/projects', ({ path }) => ({
      json: {
        items: path.includes('offset=0')
          ? [item]
          : [{ ...item, name: 'other' }],
        total: 2,
        errors: [{ provider: 'os-eu2', message: 'Away', since: null }],
      },
    }));
    const { code, stdout, stderr } = await here.run(['show-usage']);
    expect(code).toBe(0);
    expect(stdout.split('\n\n')[0]).toBe(
      [
        'payments-dev  group:default/payments',
        '            QUOTA  RESERVED    USED    FREE',
        'vCPUs          32         4      10      18',
        'Memory     64 GiB       0 B  20 GiB  44 GiB',
        'Storage       0 B       0 B     0 B     0 B',
        'Instances       0         0       0       0',
        'GPU a100        2         0       0       2',
        "os-eu1 can't be read now: used may be out of date.",
      ].join('\n'),
    );
    expect(stdout).toContain('\n\nother  group');
    expect(stderr).toBe('os-eu2: Away\n');
    const json = await here.run(['show-usage', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ items: [usage, usage] });
  });

  it('passes filters on and says that there is more', async () => {
    portal.on('GET /api/infra/v1/resources', () => ({
      json: {
        items: [
          {
            kind: 'image',
            name: 'eu\u001b[2Jbase',
            status: 'active',
            ref: 'image:p/1',
          },
        ],
        total: 3,
        errors: [],
      },
    }));
    const { stdout, stderr } = await here.run([
      ...['inventory', '--kind', 'image', 'flavor', '--project', 'a'],
      ...['--project', 'b', '--search', 'eu', '--limit', '1', '--offset', '1'],
    ]);
    expect(portal.received[0].path).toBe(
      '/api/infra/v1/resources?kind=image&kind=flavor&project=a&project=b&q=eu&sort=name&limit=1&offset=1',
    );
    expect(stdout.trimEnd().split('\n')).toEqual([
      'KIND   NAME        STATUS  PROJECT  SITE  LEASE ENDS  REF',
      'image  eu [2Jbase  active  -        -     -           image:p/1',
    ]);
    expect(stderr).toBe('1 of 3; the next ones with --offset 2\n');
  });

  it('counts what there is, in a table for each column', async () => {
    const none = { provider: [], site: [], status: [], owner: [] };
    const json = {
      total: 1236,
      totalIsExact: false,
      facets: {
        ...none,
        kind: [
          { value: 'instance', count: 1234 },
          { value: 'image', count: 2 },
        ],
        project: [{ value: null, count: 2 }],
      },
    };
    portal.on('GET /api/infra/v1/resources/facets', () => ({ json }));
    const { stdout, stderr } = await here.run([
      ...['inventory', '--facets', '--site', 'eu1', '--search', 'web'],
    ]);
    expect(portal.received[0].path).toBe(
      '/api/infra/v1/resources/facets?site=eu1&q=web',
    );
    expect(stdout).toMatch(
      /^KIND {7}ROWS\ninstance {2}1,234\nimage {9}2\n\nPROJECT {2}ROWS\n/,
    );
    expect(stdout).toMatch(/PROJECT {2}ROWS\n\(none\) {6}2\n$/);
    expect(stderr).toBe(
      'More than 1236 rows match; the counts are of so many.\n',
    );
  });

  it('exports all rows that match as they come', async () => {
    portal.on('GET /api/infra/v1/resources/export', () => ({
      text: "ref,name\r\nimage:p/1,'=x\r\n",
      type: 'text/csv; charset=utf-8',
    }));
    const { code, stdout, stderr } = await here.run([
      ...['inventory', '--export', 'csv', '--kind', 'image', '--owner', 'a'],
    ]);
    expect(portal.received[0].path).toBe(
      '/api/infra/v1/resources/export?kind=image&owner=a&sort=name&format=csv',
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe("ref,name\r\nimage:p/1,'=x\r\n");
    expect(
      (await here.run(['inventory', '--export', 'csv', '--json'])).code,
    ).toBe(2);
  });

  it('asks before it deletes, and needs --yes where nobody can answer', async () => {
    portal.on('GET /api/infra/v1/resources', () => ({
      json: {
        items: [
          { name: 'api-1', ref: 'instance:p/1', project: 'a' },
          { name: 'api-10', ref: 'instance:p/2', project: 'a' },
        ],
        total: 2,
        errors: [],
      },
    }));
    const unsure = await here.run(['delete-instance', 'api-1']);
    expect(unsure.code).toBe(2);
    expect(unsure.stderr).toContain('add --yes');
    expect((await here.run(['delete-instance', 'api'])).code).toBe(9);
    expect(portal.received.every(one => one.method === 'GET')).toBe(true);
  });
});
