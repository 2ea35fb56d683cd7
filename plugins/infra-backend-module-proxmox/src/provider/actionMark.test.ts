import { operationOfNotes, writeNotes } from '../client/ownership';
import { readMark, writeMark } from './actionMark';

it('writes a mark beside the notes, in place of the last one, and reads it', () => {
  const notes = writeNotes('op-1', { 'ironstage-project': 'shop-dev' });
  const once = writeMark(notes, {
    operationId: 'op-2',
    action: 'reboot',
    at: 7,
  });
  const twice = writeMark(once, { operationId: 'op-3', action: 'stop', at: 9 });
  expect(readMark(once)).toEqual({
    operationId: 'op-2',
    action: 'reboot',
    at: 7,
  });
  expect(readMark(twice)).toEqual({
    operationId: 'op-3',
    action: 'stop',
    at: 9,
  });
  expect(operationOfNotes(twice)).toBe('op-1');
  expect(twice.split('\n')).toHaveLength(3);
});

it('finds no mark in the notes of others', () => {
  expect(readMark('Bought for the web shop')).toBeUndefined();
  expect(readMark(undefined)).toBeUndefined();
});
