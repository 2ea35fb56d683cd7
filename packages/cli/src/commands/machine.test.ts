import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { MACHINE_ACTION_TYPES } from '@ironstage/plugin-infra-common';
import { FakePortal } from '../testing/FakePortal';
import { operation } from '../testing/operation';
import { Here } from '../testing/runHere';

const PUBLIC_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAS8NdUfREHN8JxGmjU/IXZ5E2pecgFKHxchty322aAB test@openssh-9.2';
const ref = 'machine:maas-eu1/abc';
const fresh = ['--image', 'ubuntu/noble', '--ssh-key', 'KEY'];
const installed = { image: 'ubuntu/noble', sshPublicKey: PUBLIC_KEY };

const CASES = [
  ['commission', [], {}],
  ['power-on', [], {}],
  ['power-off', [], {}],
  ['lock', [], {}],
  ['unlock', [], {}],
  ['abort', [], {}],
  ['mark-broken', ['--reason', 'A fan'], { reason: 'A fan' }],
  ['mark-fixed', [], {}],
  ['deploy', fresh, installed],
  ['release', ['--yes'], { erase: 'quick' }],
  ['release', ['--yes', '--erase', 'secure'], { erase: 'secure' }],
  ['rebuild', [...fresh, '--yes'], { ...installed, erase: 'quick' }],
] as const;

describe('commands about a machine', () => {
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
            { ref, name: 'r1-n1' },
            { ref: 'machine:maas-eu1/b', name: 'r1-n11' },
            { ref: 'machine:maas-eu1/c', name: 'twin' },
            { ref: 'machine:maas-eu2/c', name: 'twin' },
          ],
          total: 4,
          errors: [],
        },
      }));
  });

  afterEach(() => portal.stop());

  it('has one for each type of operation', () => {
    const tried = new Set(CASES.map(([name]) => `machine.${name}`));
    expect(tried).toEqual(new Set(MACHINE_ACTION_TYPES));
  });

  it.each(CASES)('machine %s %j asks for it', async (name, more, input) => {
    const { code, stdout, stderr } = await here.run([
      ...['machine', name, 'r1-n1', '--provider', 'maas-eu1'],
      ...more.map(word => (word === 'KEY' ? key : word)),
      ...['--no-wait', '--json'],
    ]);
    expect([code, stderr]).toEqual([0, 'Submitted as operation op-1\n']);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'op-1', state: 'queued' });
    const [search] = portal.to('/api/infra/v1/resources');
    expect(search.path).toContain('kind=machine');
    expect(search.path).toContain('provider=maas-eu1');
    expect(portal.to('/api/infra/v1/operations')[0].body).toEqual({
      type: `machine.${name}`,
      input: { ref, ...input },
    });
  });

  it.each([
    ['release', []],
    ['rebuild', fresh],
  ])('machine %s loses nothing without a yes', async (name, more) => {
    const unsure = await here.run([
      ...['machine', name, 'r1-n1'],
      ...more.map(word => (word === 'KEY' ? key : word)),
    ]);
    expect(unsure).toMatchObject({ code: 2, stdout: '' });
    expect(unsure.stderr).toMatch(/ing r1-n1 can't be undone: add --yes/);
    expect(portal.to('/api/infra/v1/operations')).toEqual([]);
  });

  it('only tells what would happen in a dry run', async () => {
    portal.on('POST /api/infra/v1/operations/check', () => ({
      json: {
        problems: [],
        title: 'Release r1-n1',
        project: null,
        takes: null,
        approvalReasons: [],
      },
    }));
    const dry = await here.run(['machine', 'release', 'r1-n1', '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('Release r1-n1');
    expect(portal.to('/api/infra/v1/operations')).toEqual([]);
  });

  it('says which machine it can not tell, and what is missing or wrong', async () => {
    for (const [words, code, sentence] of [
      [['lock', 'none'], 9, 'There is no machine "none".'],
      [['lock', 'twin'], 2, 'several called "twin"; add --provider'],
      [['mark-broken', 'r1-n1'], 2, "Required option '--reason <text>'"],
      [['deploy', 'r1-n1'], 2, "Required option '--image <name>'"],
      [['release', 'r1-n1', '--erase', 'shred'], 2, 'none, quick, secure'],
    ] as const) {
      const run = await here.run(['machine', ...words]);
      expect([words, run.code]).toEqual([words, code]);
      expect(run.stderr).toContain(sentence);
    }
  });
});
