import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { until } from '../../__testUtils__/createTestServices';
import { OverlayFiles } from './OverlayFiles';

const RACK = 'racks: [{ name: r1, site: eu1, height: 10 }]\n';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'overlay-'));
});
afterEach(() => rm(directory, { recursive: true }));

function setUp(...names: string[]) {
  const logged: string[] = [];
  const files = new OverlayFiles(
    names.map(name => path.join(directory, name)),
    { info: text => logged.push(text), error: text => logged.push(text) },
    () => new Date('2026-01-05T09:00:00Z'),
  );
  return { files, logged };
}
const write = (name: string, text: string) =>
  writeFile(path.join(directory, name), text);
const racksOf = (files: OverlayFiles) =>
  files.get().overlay.racks.map(({ name }) => name);

it('puts several files together and finds what one has of another', async () => {
  const { files } = setUp('racks.yaml', 'machines.yaml');
  await write('racks.yaml', RACK);
  await write('machines.yaml', 'machines: [{ match: { name: n1 }, rack: r1 }]');
  await files.load();
  expect(files.get()).toMatchObject({
    loadedAt: '2026-01-05T09:00:00.000Z',
    problems: [],
  });
  expect(files.get().overlay.machines[0].place).toEqual({
    file: 'machines.yaml',
    line: 1,
  });
});

it('keeps what was right before, and tells the mistake in the log', async () => {
  const { files, logged } = setUp('racks.yaml');
  await write('racks.yaml', RACK);
  await files.load();
  await write('racks.yaml', RACK.replace('height: 10', 'height: -1'));
  await files.load();
  expect(racksOf(files)).toEqual(['r1']);
  expect(files.get().problems).toMatchObject([{ file: 'racks.yaml', line: 1 }]);
  expect(logged.at(-1)).toMatch(
    /what was read at 2026-01-05T09:00:00.000Z still holds: racks.yaml:1: racks\[0\].height: /,
  );
  await files.load();
  expect(logged).toHaveLength(2);
  await write('racks.yaml', RACK.replace('r1', 'r2'));
  await files.load();
  expect(racksOf(files)).toEqual(['r2']);
  expect(files.get().problems).toEqual([]);
});

it('says so when a file is not there', async () => {
  const { files } = setUp('gone.yaml');
  await files.load();
  expect(files.get()).toMatchObject({
    loadedAt: null,
    problems: [
      {
        file: 'gone.yaml',
        line: null,
        message: 'There is no such file; look at infra.overlay.files.',
      },
    ],
  });
});

it('reads a file again when it changes', async () => {
  const { files } = setUp('racks.yaml');
  await write('racks.yaml', RACK);
  await files.start();
  try {
    await write('racks.yaml', RACK.replace('r1', 'r22'));
    await until(async () => racksOf(files)[0] === 'r22');
    expect(files.get().version).toBe(2);
  } finally {
    files.stop();
  }
});
