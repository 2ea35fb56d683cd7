import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SOURCES = join(__dirname, 'shelf');
const GUIDE = resolve(__dirname, '../../../../docs/guides/add-a-provider.md');

/** Blocks of TypeScript in the guide; the first line of each names its file. */
function blocks(): Array<{ file: string; code: string }> {
  const text = readFileSync(GUIDE, 'utf8');
  return [...text.matchAll(/^```ts title="([^"]+)"\n(.*?)^```$/gms)].map(
    ([, file, code]) => ({ file, code }),
  );
}

const sources = readdirSync(SOURCES).filter(file => !/\.test\.ts$/.test(file));

describe('docs/guides/add-a-provider.md', () => {
  it('shows every file of the toy provider, and each as it is', () => {
    expect(
      blocks()
        .map(block => block.file)
        .sort(),
    ).toEqual([...sources].sort());
    for (const { file, code } of blocks()) {
      expect(code).toBe(readFileSync(join(SOURCES, file), 'utf8'));
    }
  });

  it('shows parts of its test as they are', () => {
    const test = readFileSync(join(SOURCES, 'shelf.test.ts'), 'utf8');
    const text = readFileSync(GUIDE, 'utf8');
    const parts = [
      ...text.matchAll(/^```ts part="shelf\.test\.ts"\n(.*?)^```$/gms),
    ].map(([, code]) => code);
    expect(parts.length).toBeGreaterThan(0);
    parts.forEach(part => expect(test).toContain(part));
    // no block escapes these tests
    expect(text.match(/^```(ts|tsx|js|typescript)/gm)).toHaveLength(
      parts.length + sources.length,
    );
  });

  it('needs fewer than 150 lines of TypeScript', () => {
    const lines = sources.flatMap(file =>
      readFileSync(join(SOURCES, file), 'utf8').trimEnd().split('\n'),
    );
    expect(lines.length).toBeLessThan(150);
  });
});
