import { expectLikeRecorded, shapeOf } from './likeRecorded';

function answer(body: unknown, status = 200) {
  return { status, headers: new Headers({ Vary: 'x' }), body };
}

describe('expectLikeRecorded', () => {
  const recorded = {
    response: {
      status: 200,
      headers: { vary: 'x' },
      body: { id: 'a', tags: [], owner: { name: 'x' }, note: null },
    },
  };

  it('accepts other values of the same structure', () => {
    expectLikeRecorded(
      answer({ id: 'b', tags: ['t'], owner: { name: 'y' }, note: 'n' }),
      recorded,
    );
  });

  it.each([
    ['a missing member', { id: 'b', tags: [], owner: {}, note: null }],
    [
      'a member too many',
      { id: 'b', tags: [], owner: { name: 'x' }, note: null, more: 1 },
    ],
    ['another type', { id: 1, tags: [], owner: { name: 'x' }, note: null }],
  ])('refuses %s', (_what, body) => {
    expect(() => expectLikeRecorded(answer(body), recorded)).toThrow();
  });

  it('refuses another status and a missing header', () => {
    const { body } = recorded.response;
    expect(() => expectLikeRecorded(answer(body, 201), recorded)).toThrow();
    expect(() =>
      expectLikeRecorded({ ...answer(body), headers: new Headers() }, recorded),
    ).toThrow();
  });

  it('takes objects with uuids for names as maps', () => {
    const id = '495e4ba0-8115-4eee-b4cd-c3b9d6315f8e';
    expect(shapeOf({ allocations: { [id]: 1 } })).toEqual({
      allocations: 'map',
    });
  });
});
