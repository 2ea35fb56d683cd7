import { SharedRefreshes } from './SharedRefreshes';

function setUp() {
  let time = 0;
  const refreshes = new SharedRefreshes<string>(() => time);
  const server: jest.Mock<Promise<string>, []> = jest.fn(
    async () => `session ${server.mock.calls.length}`,
  );
  return {
    server,
    refresh: (token: string) => refreshes.once(token, server),
    wait: (ms: number) => {
      time += ms;
    },
  };
}

it('asks the server once for tabs that refresh at once', async () => {
  const { refresh, server } = setUp();
  expect(await Promise.all([refresh('a'), refresh('a')])).toEqual([
    'session 1',
    'session 1',
  ]);
  expect(server).toHaveBeenCalledTimes(1);
});

it('gives the new session to a tab that comes a moment late with the old token, and to nobody later', async () => {
  const { refresh, server, wait } = setUp();
  await refresh('a');
  wait(29_999);
  expect(await refresh('a')).toBe('session 1');
  wait(1);
  await refresh('a');
  expect(server).toHaveBeenCalledTimes(2);
});

it('keeps sessions apart', async () => {
  const { refresh } = setUp();
  expect(await Promise.all([refresh('a'), refresh('b')])).toEqual([
    'session 1',
    'session 2',
  ]);
});

it('tells all who wait of a failure, and asks again after it', async () => {
  const { refresh, server } = setUp();
  server.mockRejectedValueOnce(new Error('invalid_grant'));
  const outcomes = await Promise.allSettled([refresh('a'), refresh('a')]);
  expect(outcomes.map(one => one.status)).toEqual(['rejected', 'rejected']);
  expect(await refresh('a')).toBe('session 2');
});
