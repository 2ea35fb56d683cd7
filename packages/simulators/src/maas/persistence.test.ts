import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { idsOf, settled, startRegion } from './testing/region';

describe('the MAAS part of a state file', () => {
  let dir: string;
  let stateFile: string;

  beforeEach(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'maas-'));
    stateFile = path.join(dir, 'state.json');
  });
  afterEach(() => fs.rmSync(dir, { recursive: true }));

  it('keeps what was made, and deployments go on', async () => {
    const first = await startRegion({ stateFile, speed: 100 });
    const [id] = await idsOf(first.admin, { status: 'ready' });
    await first.admin.post('tags/', { name: 'kept' });
    await first.admin.post(`machines/${id}/?op=deploy`);
    await first.estate.stop();

    const second = await startRegion({ stateFile });
    expect((await second.admin.get('tags/kept/')).status).toBe(200);
    const machine = await settled(second.admin, id, 'Deployed');
    expect(machine.owner).toBe('ironstage');
    await second.estate.stop();
  });

  it('is seeded where a file is older than it', async () => {
    const first = await startRegion({ stateFile });
    await first.estate.stop();
    const file = JSON.parse(fs.readFileSync(stateFile, 'utf8'));
    delete file.state.maas;
    fs.writeFileSync(stateFile, JSON.stringify(file));
    const second = await startRegion({ stateFile });
    expect(second.estate.stats().maas.machines).toBe(93);
    await second.estate.stop();
  });

  it('that lacks a table is refused by name', async () => {
    const first = await startRegion({ stateFile });
    await first.estate.stop();
    const file = JSON.parse(fs.readFileSync(stateFile, 'utf8'));
    delete file.state.maas.tables.nodes;
    fs.writeFileSync(stateFile, JSON.stringify(file));
    await expect(startRegion({ stateFile })).rejects.toThrow(
      /table nodes of maas is missing/,
    );
  });

  it('takes as long for a list as it is told to', async () => {
    const region = await startRegion({ maasListMsPerMachine: 2 });
    const before = Date.now();
    await region.admin.get('machines/');
    const whole = Date.now() - before;
    expect(whole).toBeGreaterThanOrEqual(93 * 2 - 5);
    await region.estate.stop();
  });
});
