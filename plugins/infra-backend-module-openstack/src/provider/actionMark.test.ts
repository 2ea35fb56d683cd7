import { readMark, writeMark } from './actionMark';

describe('actionMark', () => {
  it.each([
    { operationId: 'op-1', action: 'reboot', after: 'req-1' },
    { operationId: 'op-1', action: 'confirm-resize' },
  ])('reads what it wrote: %j', mark => {
    expect(readMark(writeMark(mark))).toEqual(mark);
  });

  it('fits into a value of metadata', () => {
    const uuid = '00000000-0000-4000-8000-000000000000';
    const text = writeMark({
      operationId: `contract-${uuid}`,
      action: 'confirm-resize',
      after: `req-${uuid}`,
    });
    expect(text.length).toBeLessThan(256);
  });

  it.each([undefined, '', 'hello', 'op-1 reboot'])(
    'reads nothing in %j',
    text => expect(readMark(text)).toBeUndefined(),
  );
});
