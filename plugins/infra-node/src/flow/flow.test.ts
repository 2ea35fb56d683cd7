import { setTimeout as sleep } from 'node:timers/promises';
import { inPages } from './inPages';
import { KeyedQueue } from './KeyedQueue';
import { mapLimited } from './mapLimited';

describe('inPages', () => {
  it('hands on every row once, in order, and nothing of nothing', () => {
    const rows = Array.from({ length: 1001 }, (_, i) => i);
    const pages = [...inPages(rows)];
    expect(pages.map(page => page.length)).toEqual([500, 500, 1]);
    expect(pages.flat()).toEqual(rows);
    expect([...inPages([])]).toEqual([]);
  });
});

describe('mapLimited', () => {
  it('keeps the order and never has more at work than it may', async () => {
    let atWork = 0;
    let most = 0;
    const doubled = await mapLimited([30, 10, 20, 5, 1], 2, async ms => {
      atWork += 1;
      most = Math.max(most, atWork);
      await sleep(ms);
      atWork -= 1;
      return ms * 2;
    });
    expect(doubled).toEqual([60, 20, 40, 10, 2]);
    expect(most).toBe(2);
  });

  it('fails with what one of them fails with', async () => {
    await expect(
      mapLimited([1, 2, 3], 2, async one => {
        if (one === 2) {
          throw new Error('two');
        }
      }),
    ).rejects.toThrow('two');
  });
});

describe('KeyedQueue', () => {
  it('runs tasks of one key one after the other, also behind one that failed', async () => {
    const queue = new KeyedQueue();
    const log: string[] = [];
    const task =
      (name: string, ms: number, fail = false) =>
      async () => {
        log.push(`${name} begins`);
        await sleep(ms);
        log.push(`${name} ends`);
        if (fail) {
          throw new Error(name);
        }
        return name;
      };
    const first = queue.run('a', task('first', 20, true));
    const second = queue.run('a', task('second', 1));
    const aside = queue.run('b', task('aside', 1));
    await expect(first).rejects.toThrow('first');
    expect(await Promise.all([second, aside])).toEqual(['second', 'aside']);
    expect(log).toEqual([
      'first begins',
      'aside begins',
      'aside ends',
      'first ends',
      'second begins',
      'second ends',
    ]);
  });
});
