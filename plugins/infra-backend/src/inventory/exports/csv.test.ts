import fc from 'fast-check';
import { csvLine } from './csv';

/** What a reader of RFC 4180 makes of a line. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let rest = line.replace(/\r\n$/, '');
  for (;;) {
    const [whole, quoted, bare] = /^(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/.exec(
      rest,
    )!;
    cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (whole.length === rest.length && !whole.endsWith(',')) {
      return cells;
    }
    rest = rest.slice(whole.length);
  }
}

describe('CSV', () => {
  it.each([
    ['=1+1', "'=1+1\r\n"],
    ['+49 30', "'+49 30\r\n"],
    ['-2', "'-2\r\n"],
    ['@SUM(A1)', "'@SUM(A1)\r\n"],
    ['\t=1', `"'\t=1"\r\n`],
    ['\rx', `"'\rx"\r\n`],
    ['\tx', `"'\tx"\r\n`],
    ['"=1+1"', `"'""=1+1"""\r\n`],
    ["'=1", "''=1\r\n"],
    ['  =1', `'  =1\r\n`],
    ['\n@x', `"'\n@x"\r\n`],
    ['＝1', "'＝1\r\n"],
  ])('defuses %j', (text, line) => {
    expect(csvLine([text])).toBe(line);
  });

  it.each(['web-1', 'a=b', '10.0.0.1', 'x@y', 'ü漢', ''])(
    'leaves %j alone',
    text => {
      expect(csvLine([text])).toBe(`${text}\r\n`);
    },
  );

  it('writes what is no text as it is, and nothing for nothing', () => {
    expect(csvLine([-1, 2.5, true, null, undefined, 'x'])).toBe(
      '-1,2.5,true,,,x\r\n',
    );
  });

  it('is read back as it was written, and never begins a cell with a formula', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'ab=+-@"\',;\t\r\n ü'),
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), cells => {
        const read = cellsOf(csvLine(cells));
        expect(read).toHaveLength(cells.length);
        read.forEach((cell, at) => {
          expect([cells[at], `'${cells[at]}`]).toContain(cell);
          expect(cell).not.toMatch(/^["\s]*[=+\-@]/);
        });
      }),
      { numRuns: 1000 },
    );
  });
});
