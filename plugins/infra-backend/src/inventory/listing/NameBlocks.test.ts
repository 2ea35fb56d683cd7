import fc from 'fast-check';
import { NameBlocks } from './NameBlocks';
import { piecesOf } from './pieces';

const letters = fc.string({
  unit: fc.constantFrom(...'abc-0é漢'),
  minLength: 1,
  maxLength: 6,
});

const compare = (a: string, b: string) =>
  Buffer.from(a).compare(Buffer.from(b));

/** Blocks of a few names each, as a reading makes them. */
function blocksOf(names: string[], size: number) {
  const blocks = new NameBlocks();
  const sorted = [...new Set(names)].sort(compare);
  for (let at = 0; at < Math.max(1, sorted.length); at += size) {
    const block = blocks.begin('instance', at === 0 ? '' : sorted[at]);
    blocks.put(block, sorted.slice(at, at + size));
  }
  return blocks;
}

describe('blocks of names', () => {
  it('have each row that has a word within what they say of it, in a few ranges', () => {
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 40 }),
        fc.array(letters, { minLength: 1, maxLength: 2 }),
        fc.integer({ min: 1, max: 4 }),
        (names, words, size) => {
          const ranges =
            blocksOf(names, size).rangesOf(piecesOf(words)).get('instance') ??
            [];
          const isWithin = (name: string) =>
            ranges.some(
              ({ from, below }) =>
                (from === undefined || compare(from, name) <= 0) &&
                (below === undefined || compare(name, below) < 0),
            );
          const found = names.filter(name =>
            words.every(word => name.includes(word)),
          );
          expect(found.filter(name => !isWithin(name))).toEqual([]);
          expect(ranges.length).toBeLessThanOrEqual(4);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leave out what a word is nowhere in', () => {
    const names = ['api-1', 'api-2', 'db-1', 'db-2', 'web-1', 'web-2'];
    const blocks = blocksOf(names, 2);

    expect(blocks.rangesOf(piecesOf(['db-']))).toEqual(
      new Map([['instance', [{ from: 'db-1', below: 'web-1' }]]]),
    );
    expect(blocks.rangesOf(piecesOf(['zz']))).toEqual(new Map());
  });

  it('join the nearest when a word is in many places', () => {
    const names = Array.from({ length: 24 }, (_, n) => {
      const number = String(n).padStart(2, '0');
      return [0, 3, 4, 5, 10, 12, 20].includes(n) ? `${number}-x` : number;
    });
    const ranges = blocksOf(names, 1).rangesOf(piecesOf(['-x']));

    expect(ranges.get('instance')).toEqual([
      { from: undefined, below: '01' },
      { from: '03-x', below: '06' },
      { from: '10-x', below: '13' },
      { from: '20-x', below: '21' },
    ]);
  });
});
