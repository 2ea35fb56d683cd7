import { Writable } from 'node:stream';
import { painter, plain } from './style';
import { facts, table } from './table';

const stream = (isTTY: boolean) => Object.assign(new Writable(), { isTTY });

describe('tables', () => {
  it('stand in aligned columns, with nothing at the ends of lines', () => {
    const rows = [
      { name: 'a', size: '10', note: '' },
      { name: 'longer', size: '9', note: 'x' },
    ];
    expect(
      table(
        [
          { title: 'NAME', value: row => row.name },
          { title: 'SIZE', value: row => row.size, right: true },
          { title: 'NOTE', value: row => row.note },
        ],
        rows,
      ),
    ).toBe(
      ['NAME    SIZE  NOTE', 'a         10  -', 'longer     9  x'].join('\n'),
    );
  });

  it('leave facts without a value out', () => {
    expect(
      facts([
        ['a', '1'],
        ['bcd', null],
        ['ef', '2'],
      ]),
    ).toBe('a   1\nef  2');
  });
});

describe('colors', () => {
  it('are for terminals of people who want them', () => {
    expect(painter(stream(true), {})('red', 'x')).toBe('\u001b[31mx\u001b[0m');
    expect(painter(stream(false), {})('red', 'x')).toBe('x');
    expect(painter(stream(true), { NO_COLOR: '1' })('red', 'x')).toBe('x');
    expect(painter(stream(true), { TERM: 'dumb' })('red', 'x')).toBe('x');
  });

  it('do not come in with names that others chose', () => {
    expect(plain('a\u001b[31m\nb\u009b2Jc')).toBe('a [31m b 2Jc');
  });
});
