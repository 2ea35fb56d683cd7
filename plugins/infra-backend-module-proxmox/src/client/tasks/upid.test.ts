import { readExit } from './TasksClient';
import { parseUpid } from './upid';

it('reads ids of tasks, of users and of tokens, with and without a guest', () => {
  expect(
    parseUpid(
      'UPID:pve1:00003B79:00034C21:6B030D9E:qmclone:100:root@pam!full:',
    ),
  ).toEqual({
    node: 'pve1',
    startedAt: 0x6b030d9e,
    type: 'qmclone',
    id: '100',
  });
  expect(
    parseUpid('UPID:node-2:00003B79:000034C21:6B030D9E:srvreload::root@pam:'),
  ).toMatchObject({ node: 'node-2', type: 'srvreload', id: '' });
  expect(parseUpid('UPID:pve1:zz:00034C21:6B030D9E:x:1:root@pam:')).toBe(
    undefined,
  );
});

it.each([
  ['OK', { ended: true, ok: true }],
  [
    'WARNINGS: 2',
    { ended: true, ok: true, note: expect.stringMatching(/2 warnings/) },
  ],
  [
    'WARNINGS: 1',
    { ended: true, ok: true, note: expect.stringMatching(/1 warning;/) },
  ],
  ['unexpected status', { ended: true, ok: false, words: 'unexpected status' }],
  ['WARNINGS: many', { ended: true, ok: false, words: 'WARNINGS: many' }],
])('a task that ends with %j', (exit, expected) => {
  expect(readExit(exit)).toEqual(expected);
});
