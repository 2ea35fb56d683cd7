import { createTestDatabases } from '../../__testUtils__/databases';
import { connectDatabase } from '../../database/migrate';
import { Feed } from './Feed';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('feed (%s)', engine => {
  async function setUp(seqs: number[]) {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    const commit = (...more: number[]) =>
      knex('infra_changes').insert(
        more.map(seq => ({ seq, ref: `r${seq}`, at: '2026-01-01' })),
      );
    await commit(...seqs);
    const feed = await Feed.fromNow(knex);
    const take = async (limit = 10) => {
      const changes = await feed.next(limit);
      feed.took(changes);
      return changes.map(({ seq }) => seq);
    };
    return { commit, feed, take };
  }

  it('tells what comes after its beginning, each once', async () => {
    const { commit, feed, take } = await setUp([1, 2]);
    await commit(3, 4, 5);

    expect((await feed.next(10)).map(({ ref }) => ref)).toEqual([
      'r3',
      'r4',
      'r5',
    ]);
    expect(await take(2)).toEqual([3, 4]);
    expect(await take()).toEqual([5]);
    expect(await take()).toEqual([]);
    expect(feed.taken).toBe(3);
  });
});
