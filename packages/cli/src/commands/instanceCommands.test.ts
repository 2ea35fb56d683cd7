import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { FakePortal } from '../testing/FakePortal';
import { operation } from '../testing/operation';
import { Here } from '../testing/runHere';

const PUBLIC_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAS8NdUfREHN8JxGmjU/IXZ5E2pecgFKHxchty322aAB test@openssh-9.2';
const ref = 'instance:os-eu1/1';

describe('commands about an instance', () => {
  let portal: FakePortal;
  let here: Here;
  let key: string;

  beforeEach(async () => {
    portal = await new FakePortal().start();
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
    key = path.join(here.home, 'key.pub');
    writeFileSync(key, `${PUBLIC_KEY}\n`);
    portal
      .on('POST /api/infra/v1/operations', () => ({
        status: 202,
        json: operation({ state: 'queued' }),
      }))
      .on('GET /api/infra/v1/resources', () => ({
        json: {
          items: [
            { ref, name: 'api-1', project: 'payments-dev' },
            { ref: 'instance:os-eu1/2', name: 'api-12', project: 'other' },
          ],
          total: 2,
          errors: [],
        },
      }));
  });

  afterEach(() => portal.stop());

  it.each([
    ['start', [], 'instance.start', { ref }],
    ['stop', [], 'instance.stop', { ref, force: false }],
    ['stop', ['--force'], 'instance.stop', { ref, force: true }],
    ['reboot', [], 'instance.reboot', { ref, force: false }],
    ['reboot', ['--force'], 'instance.reboot', { ref, force: true }],
    ['resize', ['--flavor', 'l'], 'instance.resize', { ref, flavor: 'l' }],
    ['snapshot', ['--name', 's'], 'instance.snapshot', { ref, name: 's' }],
    [
      'rebuild',
      ['--image', 'base', '--yes', '--ssh-key', 'KEY'],
      'instance.rebuild',
      { ref, image: 'base', sshPublicKey: PUBLIC_KEY },
    ],
    ['extend-lease', ['--days', '14'], 'lease.extend', { ref, days: 14 }],
  ] as const)('%s %j asks for %s', async (command, more, type, input) => {
    const { code, stdout, stderr } = await here.run([
      ...[command, 'api-1', '--project', 'payments-dev'],
      ...more.map(word => (word === 'KEY' ? key : word)),
      ...['--no-wait', '--json'],
    ]);
    expect([code, stderr]).toEqual([0, 'Submitted as operation op-1\n']);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'op-1', state: 'queued' });
    const [search] = portal.to('/api/infra/v1/resources');
    expect(search.path).toContain('project=payments-dev');
    expect(portal.to('/api/infra/v1/operations')[0].body).toEqual({
      type,
      input,
    });
  });

  it('only tells what would happen in a dry run, without asking for a yes', async () => {
    portal.on('POST /api/infra/v1/operations/check', () => ({
      json: {
        problems: [],
        title: 'Rebuild api-1',
        project: 'payments-dev',
        takes: null,
        approvalReasons: [],
      },
    }));
    const dry = await here.run([
      ...['rebuild', 'api-1', '--image', 'base', '--ssh-key', key],
      '--dry-run',
    ]);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('Rebuild api-1');
    expect(portal.to('/api/infra/v1/operations')).toEqual([]);
  });

  it('loses no data without a yes', async () => {
    const unsure = await here.run([
      ...['rebuild', 'api-1', '--image', 'base', '--ssh-key', key],
    ]);
    expect(unsure).toMatchObject({ code: 2, stdout: '' });
    expect(unsure.stderr).toContain(
      "Rebuilding api-1 can't be undone: add --yes",
    );
    expect(portal.to('/api/infra/v1/operations')).toEqual([]);
  });

  it.each([
    ['resize', "Required option '--flavor <name>'"],
    ['snapshot', "Required option '--name <name>'"],
    ['rebuild', "Required option '--image <name>'"],
    ['extend-lease', "Required option '--days <days>'"],
  ])('%s says what is missing', async (command, words) => {
    const { code, stderr } = await here.run([command, 'api-1']);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});
