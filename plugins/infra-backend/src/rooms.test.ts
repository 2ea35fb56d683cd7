import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';

const RULE = 'import/no-restricted-paths';
const eslint = new ESLint({ cwd: path.resolve(__dirname, '..') });

/** Messages of the import rule about a text, as if it stood in a file of a room. */
async function complaints(room: string, text: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(text, {
    filePath: path.join(__dirname, room, 'planted.ts'),
  });
  return messages
    .filter(({ ruleId }) => ruleId === RULE)
    .map(({ message }) => message);
}

const importOf = (file: string) => `import type { A } from '${file}';\n`;

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter(file => /^(?!__).*\.ts$/.test(file) && !file.endsWith('.test.ts'))
  .map(file => ({
    room: file.split(path.sep)[0],
    lines: readFileSync(path.join(__dirname, file), 'utf8').split('\n').length,
  }));

it.each([
  ['operations', '../projects/ProjectStore'],
  ['inventory', '../projects/ProjectStore'],
  ['permissions', '../operations/showOperation'],
  ['leases', '../instances/guardrails/InstanceLookup'],
  ['projects', '../leases/LeaseStore'],
  ['machines', '../gpus/gpuRequest'],
  ['database', '../http/validate'],
])(
  '%s may not import %s, which stands above or beside it',
  async (room, file) => {
    expect(await complaints(room, importOf(file))).toEqual([
      expect.stringContaining(`Imports point down only: ${room} stands below`),
    ]);
  },
);

it.each([
  ['instances', '../operations/problem'],
  ['projects', '../inventory/InventoryStore'],
  ['jobs', '../createServices'],
])('%s may import %s, which stands below it', async (room, file) => {
  expect(await complaints(room, importOf(file))).toEqual([]);
});

it('has a place for each room', async () => {
  const rooms = [...new Set(sources.map(({ room }) => room))];
  // whatever a room is, the lowest of all may not import it
  for (const room of rooms.filter(one => one !== 'database')) {
    const file = room.endsWith('.ts')
      ? `../${room.slice(0, -3)}`
      : `../${room}/${readdirSync(path.join(__dirname, room))
          .find(one => /^\w+\.ts$/.test(one))
          ?.slice(0, -3)}`;
    expect([room, await complaints('database', importOf(file))]).toEqual([
      room,
      [expect.stringContaining('database stands below')],
    ]);
  }
});

it('has no room that holds more than a quarter of it', () => {
  const all = sources.reduce((sum, { lines }) => sum + lines, 0);
  const sizes = new Map<string, number>();
  for (const { room, lines } of sources) {
    sizes.set(room, (sizes.get(room) ?? 0) + lines);
  }
  for (const [room, lines] of sizes) {
    expect([room, lines / all <= 0.25]).toEqual([room, true]);
  }
});
