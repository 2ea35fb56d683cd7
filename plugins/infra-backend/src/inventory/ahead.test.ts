import { ahead } from './ahead';

function pagesOf(log: string[], count: number, failsAt = Infinity) {
  return (async function* pages() {
    try {
      for (let page = 1; page <= count; page++) {
        log.push(`asked ${page}`);
        if (page === failsAt) {
          throw new Error(`page ${page} failed`);
        }
        yield page;
      }
    } finally {
      log.push('closed');
    }
  })();
}

describe('ahead', () => {
  it('asks for one page while the one before is dealt with, and for no more', async () => {
    const log: string[] = [];
    for await (const page of ahead(pagesOf(log, 3))) {
      await new Promise(resolve => setTimeout(resolve, 1));
      log.push(`done ${page}`);
    }
    expect(log).toEqual([
      'asked 1',
      'asked 2',
      'done 1',
      'asked 3',
      'done 2',
      'closed',
      'done 3',
    ]);
  });

  it('passes a failure on after the pages before it', async () => {
    const seen: number[] = [];
    await expect(async () => {
      for await (const page of ahead(pagesOf([], 3, 2))) {
        seen.push(page);
      }
    }).rejects.toThrow('page 2 failed');
    expect(seen).toEqual([1]);
  });

  it('closes what it reads when nobody wants more, whatever became of the page in waiting', async () => {
    const log: string[] = [];
    for await (const page of ahead(pagesOf(log, 3, 2))) {
      log.push(`done ${page}`);
      break;
    }
    expect(log).toEqual(['asked 1', 'asked 2', 'closed', 'done 1']);
  });
});
