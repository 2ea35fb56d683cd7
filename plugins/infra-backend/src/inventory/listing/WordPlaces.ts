import { setImmediate } from 'node:timers/promises';
import { RESOURCE_KINDS } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { Feed } from './Feed';
import { blocksOf } from './blocksOf';
import { NameBlocks, type NameRanges } from './NameBlocks';
import { piecesOf } from './pieces';
import { byIndex } from './walkedIndex';

/** Rows of a block. */
const SIZE = 256;

/** Changes that are taken in while somebody waits; more are taken in behind the scenes. */
const AT_ONCE = 250;

interface Named {
  name: string;
  ref: string;
}

interface Known {
  blocks: NameBlocks;
  feed: Feed;
  /** there were, when they were read from end to end */
  rows: number;
}

/**
 * Knows between which names a word can be found at all, so that a walk for a common word leaves out the rest: most of
 * what has "worker" somewhere is called so, and stands together in the order of names. It is kept in memory (a tenth of a
 * byte for each row and piece of a word), made when somebody first searches, and follows the feed of changes.
 */
export class WordPlaces {
  private known: Known | undefined;
  private work: Promise<void> | undefined;

  constructor(private readonly knex: Knex, private readonly size = SIZE) {}

  /** @returns undefined while that is not known: rows can be anywhere */
  async of(words: string[]): Promise<NameRanges | undefined> {
    const pieces = piecesOf(words);
    if (pieces.length === 0 || this.work) {
      return undefined;
    }
    if (!this.known || this.isOutgrown() || (await this.takeIn(this.known))) {
      // whoever searches does not wait for it
      this.follow().catch(() => {});
      return undefined;
    }
    return this.known.blocks.rangesOf(pieces);
  }

  /** Takes in what changed, or everything when little is left of what is known. */
  async follow(): Promise<void> {
    this.work ??= this.catchUp().finally(() => {
      this.work = undefined;
    });
    await this.work;
  }

  private async catchUp(): Promise<void> {
    const { known } = this;
    if (!known || this.isOutgrown()) {
      this.known = await this.make();
      return;
    }
    while (await this.takeIn(known)) {
      await setImmediate();
    }
  }

  /** What is said of rows that are no more adds up, and blocks get rows but are never split. */
  private isOutgrown(): boolean {
    const { feed, rows } = this.known!;
    return feed.taken > Math.max(2_000, rows);
  }

  private async make(): Promise<Known> {
    const feed = await Feed.fromNow(this.knex);
    const blocks = new NameBlocks();
    let rows = 0;
    for (const kind of RESOURCE_KINDS) {
      rows += await this.read(kind, blocks);
    }
    return { blocks, feed, rows };
  }

  /** Takes all rows of a kind in. @returns how many there are */
  private async read(kind: string, blocks: NameBlocks): Promise<number> {
    let block = blocks.begin(kind, '');
    let [inBlock, rows] = [0, 0];
    let last: Named | undefined;
    for (;;) {
      const page = await this.page(kind, last);
      let texts: string[] = [];
      for (const row of page) {
        // rows of the same name are in the same block
        if (inBlock >= this.size && row.name !== last?.name) {
          blocks.put(block, texts);
          block = blocks.begin(kind, row.name);
          [texts, inBlock] = [[], 0];
        }
        texts.push(row.search);
        inBlock++;
        last = row;
      }
      blocks.put(block, texts);
      rows += page.length;
      if (page.length < this.size) {
        return rows;
      }
      await setImmediate();
    }
  }

  private async page(
    kind: string,
    after: Named | undefined,
  ): Promise<Array<Named & { search: string }>> {
    const rows = byIndex(this.knex, 'infra_resources_kind_name')
      .where('r.kind', kind)
      .whereNull('r.removed_at')
      .orderBy(['r.name', 'r.ref'])
      .limit(this.size)
      .select('r.name', 'r.ref', 'r.search');
    if (after) {
      rows.whereRaw('(r.name, r.ref) > (?, ?)', [after.name, after.ref]);
    }
    return rows;
  }

  /** @returns whether there is more */
  private async takeIn({ blocks, feed }: Known): Promise<boolean> {
    const changes = await feed.next(AT_ONCE + 1);
    if (changes.length === 0) {
      return false;
    }
    const rows: Array<{ kind: string; name: string; search: string }> =
      await this.knex('infra_resources')
        .whereIn(
          'ref',
          changes.map(({ ref }) => ref),
        )
        .whereNull('removed_at')
        .select('kind', 'name', 'search');
    const found = await blocksOf(this.knex, blocks, rows);
    rows.forEach((row, at) => blocks.put(found[at], [row.search]));
    feed.took(changes);
    return changes.length > AT_ONCE;
  }
}
