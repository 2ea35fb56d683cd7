import notesOfOthers from '../__fixtures__/cases/pve-notes.json';
import { operationOfNotes, writeNotes } from '../client/ownership';
import { markOptions, readMark, writeMark } from './actionMark';

const mark = { operationId: 'op-2', action: 'reboot', at: 7 };
const later = { operationId: 'op-3', action: 'stop', at: 9 };
const { description } = notesOfOthers.data;

it('writes a mark beside the notes, in place of the last one, and reads it', () => {
  const notes = writeNotes('op-1', { 'ironstage-project': 'shop-dev' });
  const once = writeMark(notes, mark);
  const twice = writeMark(once, later);
  expect(readMark(once)).toEqual(mark);
  expect(readMark(twice)).toEqual(later);
  expect(operationOfNotes(twice)).toBe('op-1');
  expect(twice.split('\n')).toHaveLength(3);
});

it('finds no mark in the notes of others', () => {
  expect(readMark('Bought for the web shop')).toBeUndefined();
  expect(readMark('see ironstage-action: op-1 stop 7')).toBeUndefined();
  expect(readMark(undefined)).toBeUndefined();
});

it.each([
  ['a page of Markdown', description],
  ['lines of Windows', 'a\r\n\r\nb\r\n'],
  ['blank lines alone', '\n\n\n'],
  ['spaces at the end', 'a  \n  b  '],
])(
  'leaves %s as it was, byte for byte, however often it is marked',
  (_, text) => {
    const once = writeMark(text, mark);
    const often = [later, mark, later].reduce(
      (notes, one) => writeMark(notes, one),
      once,
    );
    expect(once.startsWith(text)).toBe(true);
    expect(often.startsWith(text)).toBe(true);
    expect(often.length).toBeLessThan(text.length + 40);
    expect(readMark(often)).toEqual(later);
  },
);

it('leaves what was written below a mark, and the newline that a container has', () => {
  const below = `${writeMark('a', mark)}\n\nwritten later\n`;
  expect(writeMark(below, later)).toBe(
    'a\n\nwritten later\nironstage-action: op-3 stop 9',
  );
});

it.each([8_120, 8_150, 8_192])(
  'marks a guest by a tag when its notes of %d characters leave no room',
  length => {
    const long = 'x'.repeat(length);
    const id = '4C4C4544-0035-4810-8052-b4c04f4b4000';
    const uuid = { ...mark, operationId: id, at: 1_795_000_000 };
    const options = markOptions({ description: long, tags: 'prod;web' }, uuid);
    expect(options.description ?? long).toHaveLength(length);
    expect(options.tags?.split(';').slice(0, 2)).toEqual(['prod', 'web']);
    expect(readMark(long, options.tags)).toEqual({
      ...uuid,
      operationId: id.toLowerCase(),
    });
    // there is room again: the tag goes
    expect(
      markOptions({ description: 'short', tags: options.tags }, later),
    ).toEqual({ description: writeMark('short', later), tags: 'prod;web' });
  },
);
