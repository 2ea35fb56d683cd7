import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSimulators } from '../startSimulators';
import { login } from '../testing/client';
import { createServer, makeProject, settled } from '../testing/project';

const sizes = { machines: 8, instances: 6, speed: 20 };

describe('the state file', () => {
  let dir: string;
  let stateFile: string;

  beforeEach(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'simulators-'));
    stateFile = path.join(dir, 'state.json');
  });
  afterEach(() => fs.rmSync(dir, { recursive: true }));

  it('keeps servers, and builds go on where they stopped', async () => {
    const first = await startSimulators({ ...sizes, stateFile, speed: 5 });
    const project = await makeProject(await login(first.url));
    const id = await createServer(project, 'kept');
    await first.stop();

    const second = await startSimulators({ ...sizes, stateFile });
    const admin = await login(second.url);
    await settled(admin, id, 'ACTIVE');
    const held = await admin.placement(`/allocations/${id}`);
    expect(Object.keys(held.body.allocations)).toHaveLength(1);
    expect(second.stats().openstack.servers).toBe(7);
    await second.stop();
  });

  it('keeps the sizes it was made with', async () => {
    const first = await startSimulators({ ...sizes, stateFile });
    await first.stop();
    const second = await startSimulators({ stateFile, machines: 16 });
    expect(second.options.machines).toBe(8);
    await second.stop();
  });

  it.each([
    ['is cut short', '{"format":"ironstage-simulators/1","sta'],
    ['is something else', '{"hello":1}'],
    [
      'lacks a table',
      '{"format":"ironstage-simulators/1","state":{"options":{"seed":7,"machines":8,"instances":6,"site":"eu1"},"openstack":{}}}',
    ],
  ])('that %s is refused by name, with advice', async (_what, text) => {
    fs.writeFileSync(stateFile, text);
    const starting = startSimulators({ ...sizes, stateFile });
    await expect(starting).rejects.toThrow(stateFile);
    await expect(startSimulators({ ...sizes, stateFile })).rejects.toThrow(
      /delete it to start with a fresh estate/,
    );
    expect(fs.readFileSync(stateFile, 'utf8')).toBe(text);
  });

  describe('of a child process', () => {
    const bin = path.resolve(__dirname, '../../bin/ironstage-simulators.js');
    let child: ChildProcess;

    async function start(): Promise<{ url: string }> {
      const args = ['--machines', '8', '--instances', '6', '--speed', '50'];
      child = spawn(
        process.execPath,
        [bin, ...args, '--state-file', stateFile],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      return new Promise((resolve, reject) => {
        let text = '';
        child.once('exit', code => reject(new Error(`exit ${code}`)));
        child.stdout?.on('data', chunk => {
          text += chunk;
          if (text.includes('\n')) {
            resolve(JSON.parse(text.split('\n')[0]));
          }
        });
      });
    }

    async function kill(signal: NodeJS.Signals) {
      const gone = new Promise(resolve => child.once('exit', resolve));
      child.kill(signal);
      await gone;
    }

    it('survives kill -9 while it is being written', async () => {
      const { url } = await start();
      const project = await makeProject(await login(url));
      const ids: string[] = [];
      for (let i = 0; i < 5; i += 1) {
        ids.push(await createServer(project, `kept-${i}`));
      }
      // what is written next is cut off; what was written before holds all five
      const written = () =>
        fs.existsSync(stateFile) ? fs.readFileSync(stateFile, 'utf8') : '';
      while (!ids.every(id => written().includes(id))) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      const noise = setInterval(() => {
        project.client
          .neutron('POST', '/networks', { network: { name: 'noise' } })
          .catch(() => undefined);
      }, 3);
      await new Promise(resolve => setTimeout(resolve, 400));
      await kill('SIGKILL');
      clearInterval(noise);

      const again = await start();
      const admin = await login(again.url);
      for (const id of ids) {
        await settled(admin, id, 'ACTIVE');
      }
      await kill('SIGTERM');
    });
  });
});
