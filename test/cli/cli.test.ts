import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Resource } from '@ironstage/plugin-infra-common';
import { Person } from './runIronstage';

const url = process.env.IRONSTAGE_URL;
if (!url) {
  process.stderr.write(
    'Skipped: the tests of the command line need a running demo; set IRONSTAGE_URL to its address.\n',
  );
}

const unique = Date.now().toString(36);
const PROVIDER = 'os-eu1';
const IMAGE = 'eu-baseos-2025.01';
const GPU_IMAGE = 'eu-gpu-2025.02';

/** The estate may have been used before: the first environment the team has no project for. */
async function freeEnvironment(
  person: Person,
  provider = PROVIDER,
): Promise<string> {
  for (const environment of ['dev', 'staging', 'prod']) {
    const check = await person.run(
      ...['create-project', '--provider', provider, '--env', environment],
      ...['--dry-run', '--json'],
    );
    if (check.code === 0) {
      return environment;
    }
  }
  throw new Error(
    'Every project of the team exists already: start the demo with a fresh data folder.',
  );
}

(url ? describe : describe.skip)('ironstage against a running portal', () => {
  const sam = new Person();
  const dana = new Person();
  const amira = new Person();
  const rui = new Person();
  const key = path.join(sam.home, 'id_ed25519');
  let project: string;

  const vm = (name: string, ...more: string[]) => [
    ...['request-vm', '--json', '--project', project, '--name', name],
    ...['--flavor', 'small', '--image', IMAGE, '--ssh-key', `${key}.pub`],
    ...more,
  ];
  const gpu = (name: string, ...more: string[]) => [
    ...['request-gpu', '--json', '--project', project, '--name', name],
    ...[
      '--model',
      'nvidia-a100-pcie-80gb/vgpu',
      '--days',
      '3',
      '--image',
      GPU_IMAGE,
    ],
    ...['--purpose', 'Try the command line of the portal'],
    ...['--ssh-key', `${key}.pub`, ...more],
  ];

  beforeAll(() => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  });

  afterAll(() => [sam, dana, amira, rui].forEach(person => person.leave()));

  it('signs four personas in', async () => {
    const logins = { sam, dana, amira, rui };
    for (const [name, person] of Object.entries(logins)) {
      expect(
        await person.run('login', '--url', url!, '--persona', name),
      ).toMatchObject({ code: 0 });
    }
  });

  it('creates a project', async () => {
    const environment = await freeEnvironment(sam);
    const made = await sam.run(
      ...['create-project', '--provider', PROVIDER, '--env', environment],
      '--json',
    );
    expect(made).toMatchObject({
      code: 0,
      json: { state: 'succeeded', door: 'cli' },
    });
    project = `discovery-${environment}`;
    expect(made.json.result?.project).toBe(project);
  });

  it('keeps the sign-in in a file for its owner only, without a token', async () => {
    const file = path.join(sam.home, 'ironstage', 'config.json');
    expect(statSync(file).mode % 0o1000).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8')).portals).toEqual({
      [url!]: { persona: 'user:default/sam' },
    });
    expect((await sam.run('whoami', '--json')).json).toMatchObject({
      user: 'user:default/sam',
      memberOf: ['group:default/discovery'],
    });
  });

  it('provisions a VM, shows it, counts it and deletes it', async () => {
    const name = `cli-${unique}`;
    const made = await sam.run(...vm(name, '--wait'));
    expect(made).toMatchObject({ code: 0, json: { state: 'succeeded' } });
    expect(made.stderr).toMatch(/\d\d:\d\d:\d\d {2}\S/);
    const [ref] = made.json.result!.resources;

    const seen = await sam.run('inventory', '--search', name, '--json');
    expect(seen.json.items).toEqual([
      expect.objectContaining({ ref, name, status: 'active', project }),
    ]);
    const usage = (await sam.run('show-usage', project, '--json')).json;
    expect(usage.used).toMatchObject({ vcpus: 2, instances: 1 });
    expect(usage.free.vcpus).toBe(
      usage.quota.vcpus - usage.used.vcpus - usage.reserved.vcpus,
    );

    const others = await dana.run('delete-instance', ref, '--yes');
    expect(others).toMatchObject({ code: 4, stdout: '' });
    const unsure = await sam.run('delete-instance', name);
    expect(unsure).toMatchObject({ code: 2, stdout: '' });
    const deleted = await sam.run('delete-instance', name, '--yes', '--json');
    expect(deleted).toMatchObject({ code: 0, json: { state: 'succeeded' } });
    const gone = await sam.run('inventory', '--search', name, '--json');
    expect(gone.json.items).toEqual([]);
  });

  /** A project of the team at a provider. */
  async function homeAt(provider: string): Promise<string> {
    if (provider === PROVIDER) {
      return project;
    }
    const env = await freeEnvironment(sam, provider);
    const { code, stderr } = await sam.run(
      ...['create-project', '--provider', provider, '--env', env],
    );
    if (code !== 0) {
      throw new Error(stderr);
    }
    return `discovery-${env}`;
  }

  /** Runs a command about an instance to its end, and reads the instance afterwards. */
  async function act(name: string, command: string, ...more: string[]) {
    const run = await sam.run(command, name, ...more, '--json');
    expect([command, run.code, run.stderr]).toEqual([
      command,
      0,
      expect.stringContaining('Submitted'),
    ]);
    expect(run.json).toMatchObject({ state: 'succeeded', door: 'cli' });
    const seen = await sam.run('inventory', '--search', name, '--json');
    return {
      operation: run.json,
      row: seen.json.items.find(one => one.kind === 'instance')!,
    };
  }

  it.each([
    { provider: 'os-eu1', network: [], rebuilds: true },
    { provider: 'pve-eu1', network: ['--network', 'apps'], rebuilds: false },
  ])('operates an instance at $provider', async one => {
    const { provider, network, rebuilds } = one;
    const name = `ops-${provider}-${unique}`;
    const home = await homeAt(provider);
    const made = await sam.run(...vm(name, '--project', home, ...network));
    expect(made).toMatchObject({ code: 0, json: { state: 'succeeded' } });
    const [ref] = made.json.result!.resources;

    const stopped = await act(name, 'stop');
    expect(stopped.row.status).toBe('stopped');
    const again = await sam.run('stop', name);
    expect(again.code).toBe(5);
    expect(again.stderr).toBe(`ref: ${name} is stopped already.\n`);
    expect((await act(name, 'start')).row.status).toBe('active');
    expect((await act(name, 'reboot', '--force')).row.status).toBe('active');

    const { row } = await act(name, 'resize', '--flavor', 'medium');
    expect(row).toMatchObject({
      ref,
      status: 'active',
      vector: { vcpus: 4, instances: 1 },
      attributes: { flavor: 'medium' },
    });
    const usage = (await sam.run('show-usage', home, '--json')).json;
    expect(usage).toMatchObject({
      used: { vcpus: 4, instances: 1 },
      reserved: { vcpus: 0, instances: 0 },
    });

    const snapshot = `snap-${unique}`;
    const taken = await act(name, 'snapshot', '--name', snapshot);
    expect(taken.operation.result!.resources).toHaveLength(rebuilds ? 2 : 1);

    const fresh = ['--image', IMAGE, '--ssh-key', `${key}.pub`, '--yes'];
    const rebuilt = await sam.run('rebuild', name, ...fresh, '--json');
    expect(rebuilt.code).toBe(rebuilds ? 0 : 5);

    const before = Date.parse(taken.row.leaseEndsAt!);
    const kept = await act(name, 'extend-lease', '--days', '7');
    expect(Date.parse(kept.row.leaseEndsAt!) - before).toBe(
      7 * 24 * 3600 * 1000,
    );

    expect((await dana.run('reboot', ref)).code).toBe(4);
    expect((await act(name, 'delete-instance', '--yes')).row).toBeUndefined();
  });

  /** Runs an operation on a machine to its end, and reads the machine afterwards. */
  async function operate(machine: Resource, action: string, ...more: string[]) {
    const { name, ref } = machine;
    const run = await rui.run('machine', action, ref, ...more, '--json');
    expect([action, run.code, run.stderr]).toEqual([
      action,
      0,
      expect.stringContaining('Submitted'),
    ]);
    expect(run.json).toMatchObject({ state: 'succeeded', project: null });
    const seen = await rui.run('inventory', '--search', name, '--json');
    return seen.json.items.find(one => one.ref === ref)!;
  }

  it('brings a machine that is ready through its life', async () => {
    const all = await rui.run('inventory', '--kind', 'machine', '--json');
    const ready = all.json.items.find(
      one => one.provider === 'maas-eu1' && one.status === 'ready',
    );
    if (!ready) {
      throw new Error(
        'No machine is ready: start the demo with a fresh data folder.',
      );
    }
    const { name, ref } = ready;
    expect((await sam.run('machine', 'lock', ref)).code).toBe(4);

    const reason = ['--reason', 'A fan is loud'];
    expect((await operate(ready, 'mark-broken', ...reason)).status).toBe(
      'broken',
    );
    expect((await operate(ready, 'mark-fixed')).status).toBe('ready');

    const fresh = ['--image', 'ubuntu/noble', '--ssh-key', `${key}.pub`];
    expect(await operate(ready, 'deploy', ...fresh)).toMatchObject({
      status: 'deployed',
      attributes: { os: 'ubuntu/noble', powerState: 'on' },
    });
    expect((await operate(ready, 'lock')).attributes.locked).toBe(true);
    const locked = await rui.run('machine', 'release', ref, '--yes');
    expect(locked.code).toBe(5);
    expect(locked.stderr).toBe(`ref: ${name} is locked: unlock it first.\n`);
    await operate(ready, 'unlock');
    expect((await rui.run('machine', 'release', ref)).code).toBe(2);
    expect((await operate(ready, 'release', '--yes')).status).toBe('ready');
  });

  it('leaves machines alone on which instances run', async () => {
    const hosts = await rui.run('inventory', '--kind', 'machine', '--json');
    const host = hosts.json.items.find(
      one => one.status === 'deployed' && one.attributes.owner === 'platform',
    )!;
    const refused = await rui.run('machine', 'release', host.ref, '--dry-run');
    expect(refused.code).toBe(5);
    expect(refused.stderr).toMatch(
      /^ref: \S+ belongs to the account "platform" at /m,
    );
    expect(refused.stderr).toMatch(
      /^ref: \S+ is the host \S+ of \S+, on which \d+ instance/m,
    );
  });

  it('asks for a GPU that somebody else approves', async () => {
    const asked = await sam.run(...gpu(`gpu-${unique}`));
    expect(asked).toMatchObject({
      code: 0,
      json: { state: 'pending_approval' },
    });
    const { id } = asked.json;

    expect(
      await sam.run('operations', 'watch', id, '--timeout', '2s'),
    ).toMatchObject({
      code: 8,
    });
    expect(await sam.run('approve', id)).toMatchObject({ code: 4, stdout: '' });
    expect(await dana.run('operations', 'show', id)).toMatchObject({
      code: 4,
      stdout: '',
    });
    const waiting = await amira.run(
      ...['operations', 'list', '--state', 'pending_approval', '--json'],
    );
    expect(waiting.json.items.map((one: { id: string }) => one.id)).toContain(
      id,
    );

    const watching = sam.run('operations', 'watch', id, '--json');
    const approved = await amira.run(
      ...['approve', id, '--comment', 'Fits this week', '--json'],
    );
    expect(approved).toMatchObject({
      code: 0,
      json: { approval: { decidedBy: 'user:default/amira' } },
    });
    expect(await watching).toMatchObject({
      code: 0,
      json: { state: 'succeeded' },
    });
    expect(await amira.run('approve', id)).toMatchObject({ code: 10 });
    const usage = (await sam.run('show-usage', project, '--json')).json;
    expect(usage.used.gpus).toEqual({ 'nvidia-a100-pcie-80gb/vgpu': 1 });
  });

  it('says when a request was rejected', async () => {
    const { json } = await sam.run(...gpu(`no-${unique}`));
    expect(
      (await amira.run('reject', json.id, '--comment', 'Not now')).code,
    ).toBe(0);
    const end = await sam.run('operations', 'watch', json.id);
    expect(end.code).toBe(6);
    expect(end.stderr).toContain('Not now');
  });

  it('cancels what nobody has decided about', async () => {
    const { json } = await sam.run(...gpu(`off-${unique}`, '--no-wait'));
    expect((await sam.run('cancel', json.id, '--json')).json.state).toBe(
      'cancelled',
    );
    expect((await sam.run('cancel', json.id)).code).toBe(10);
  });

  it('makes one operation of a request that is sent twice with one key', async () => {
    const more = ['--no-wait', '--idempotency-key', `key-${unique}`];
    const first = await sam.run(...gpu(`twice-${unique}`, ...more));
    const second = await sam.run(...gpu(`twice-${unique}`, ...more));
    expect(second.json.id).toBe(first.json.id);
    expect((await sam.run(...gpu(`other-${unique}`, ...more))).code).toBe(10);
    expect((await sam.run('cancel', first.json.id)).code).toBe(0);
  });

  it('shows each problem of a refused request with its field', async () => {
    const bad = await sam.run(...vm('Bad_Name', '--flavor', 'colossal'));
    expect(bad.code).toBe(5);
    expect(bad.stderr).toMatch(/^name: The name "Bad_Name" does not follow/m);
    expect(bad.stderr).toMatch(/^flavor: .*colossal/m);
    expect(bad.json.error).toMatchObject({
      exitCode: 5,
      problems: expect.arrayContaining([
        expect.objectContaining({ field: 'flavor' }),
      ]),
    });
    const tooMuch = await sam.run(
      ...vm(`big-${unique}`, '--lease-days', '9999'),
    );
    expect(tooMuch.code).toBe(5);
    expect(tooMuch.stderr).toMatch(/^leaseDays: /m);
    const dry = await sam.run(...vm('Bad_Name', '--dry-run'));
    expect(dry).toMatchObject({
      code: 5,
      json: { problems: [{ field: 'name' }] },
    });
    expect(
      (await sam.run('create-project', '--provider', PROVIDER, '--env', 'moon'))
        .code,
    ).toBe(5);
  });

  it("keeps out of another team's project", async () => {
    expect(await dana.run('show-usage', project)).toMatchObject({
      code: 4,
      stdout: '',
    });
    const request = vm(`theirs-${unique}`);
    expect((await dana.run(...request)).code).toBe(4);
    expect((await dana.run(...request, '--dry-run')).code).toBe(4);
    const all = await dana.run('show-usage', '--json');
    expect(
      all.json.items.map((one: { project: string }) => one.project),
    ).not.toContain(project);
  });

  it('tells what does not exist, who is not signed in and what is out of reach', async () => {
    expect((await sam.run('show-usage', 'no-such-project')).code).toBe(9);
    expect(
      (await sam.run('operations', 'show', 'no-such-operation')).code,
    ).toBe(9);
    const unknown = await sam.run(
      ...vm('api-1', '--project', 'no-such-project'),
    );
    expect(unknown.code).toBe(5);
    expect(unknown.stderr).toMatch(/^project: /m);
    const nobody = new Person();
    expect((await nobody.run('show-usage')).code).toBe(3);
    expect(
      (await nobody.run('whoami', '--url', url!, '--token', 'made-up')).code,
    ).toBe(3);
    expect(
      (
        await nobody.run(
          'whoami',
          '--url',
          'http://127.0.0.1:9',
          '--token',
          'x',
        )
      ).code,
    ).toBe(7);
    nobody.leave();
  });
});
