import { spawn } from 'node:child_process';
import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { version } from '../package.json';
import { FakePortal } from './testing/FakePortal';
import { operation } from './testing/operation';

const bin = path.resolve(__dirname, '../bin/ironstage.js');

function start(args: string[], env: Record<string, string>) {
  const home = mkdtempSync(path.join(tmpdir(), 'ironstage-cli-'));
  const child = spawn(process.execPath, [bin, ...args], {
    env: { PATH: process.env.PATH, HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', data => (output.stdout += data));
  child.stderr.on('data', data => (output.stderr += data));
  const ended = new Promise<typeof output & { code: number | null }>(
    resolve => {
      child.on('close', code => resolve({ ...output, code }));
    },
  );
  return { child, output, ended };
}

describe('the ironstage program', () => {
  let portal: FakePortal;
  let env: Record<string, string>;

  beforeEach(async () => {
    portal = await new FakePortal().start();
    env = { IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' };
  });

  afterEach(() => portal.stop());

  it('runs and hands the exit code to the shell', async () => {
    portal.on('GET /api/infra/v1/projects', () => ({
      json: { items: [], total: 0, errors: [] },
    }));
    expect(await start(['show-usage', '--json'], env).ended).toEqual({
      code: 0,
      stdout: '{\n  "items": []\n}\n',
      stderr: '',
    });
    expect(await start(['show-usage', 'nothing'], env).ended).toEqual({
      code: 9,
      stdout: '',
      stderr: 'No /api/infra/v1/projects/nothing here\n',
    });
    expect((await start(['show-usage'], {}).ended).code).toBe(3);
    expect((await start(['show-usage', '--wat'], env).ended).code).toBe(2);
  });

  it('is built anew when its source is newer than what was built', async () => {
    const built = path.resolve(__dirname, '../dist/ironstage.cjs');
    await start(['--version'], env).ended;
    writeFileSync(built, 'what an older source said');
    utimesSync(built, new Date(0), new Date(0));
    expect(await start(['--version'], env).ended).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  it('stops watching at Ctrl-C with a hint, and leaves the operation running', async () => {
    portal.on('GET /api/infra/v1/operations/op-1', () => ({
      json: operation(),
    }));
    const { child, ended } = start(['operations', 'watch', 'op-1'], env);
    while (portal.received.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    child.kill('SIGINT');
    expect(await ended).toEqual({
      code: 130,
      stdout: '',
      stderr:
        'Stopped watching. The operation goes on; see it with: ironstage operations watch op-1\n',
    });
    expect(portal.received.every(one => one.method === 'GET')).toBe(true);
  });
});
