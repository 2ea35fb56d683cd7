import { addPieces } from './pieces';

/** Names of one kind: `from` and what comes after it, up to but not including `below`; open where undefined. */
export interface NameRange {
  from?: string;
  below?: string;
}

/** Ranges of names by kind; a kind without any is left out. */
export type NameRanges = Map<string, NameRange[]>;

/** A walk is taken apart into so many ranges of a kind at most; the nearest are joined. */
const RANGES = 4;

interface Block {
  kind: string;
  /** its first name; what comes before that is in it, too, when it is the first of its kind */
  from: string;
}

/**
 * The inventory in blocks of rows whose names follow each other, and of each piece of a word which blocks have it. It
 * may say that a block has a piece that none of its rows has any more, never the other way round.
 */
export class NameBlocks {
  private readonly blocks: Block[] = [];
  /** by piece, a bit for each block */
  private readonly having = new Map<number, Uint32Array>();

  /** Begins a block; those of a kind come one after the other, by name. @returns its number */
  begin(kind: string, from: string): number {
    return this.blocks.push({ kind, from }) - 1;
  }

  /** Says what rows of a block are searched by. */
  put(block: number, texts: string[]): void {
    const pieces = new Set<number>();
    texts.forEach(text => addPieces(text, pieces));
    for (const piece of pieces) {
      let bits = this.having.get(piece);
      if (!bits || bits.length <= block >>> 5) {
        const longer = new Uint32Array(
          Math.max(8, (this.blocks.length >>> 5) + 1) * (bits ? 2 : 1),
        );
        longer.set(bits ?? []);
        bits = longer;
        this.having.set(piece, bits);
      }
      bits[block >>> 5] |= 1 << (block & 31);
    }
  }

  /** The first names of the blocks of a kind, and the number of the first. */
  startsOf(kind: string): { first: number; names: string[] } {
    const first = this.blocks.findIndex(block => block.kind === kind);
    const names = this.blocks
      .filter(block => block.kind === kind)
      .map(({ from }) => from);
    return { first, names };
  }

  /** Where rows can be that have all pieces. */
  rangesOf(pieces: number[]): NameRanges {
    const all = pieces.map(piece => this.having.get(piece));
    const has = (block: number) =>
      all.every(bits => ((bits?.[block >>> 5] ?? 0) >>> (block & 31)) & 1);
    const runs = new Map<string, Array<[number, number]>>();
    this.blocks.forEach(({ kind }, block) => {
      if (!has(block)) {
        return;
      }
      const ofKind = runs.get(kind) ?? [];
      runs.set(kind, ofKind);
      const last = ofKind.at(-1);
      if (last && last[1] === block) {
        last[1] = block + 1;
      } else {
        ofKind.push([block, block + 1]);
      }
    });
    return new Map(
      [...runs].map(([kind, ofKind]) => [
        kind,
        join(ofKind).map(([first, end]) => this.rangeOf(kind, first, end)),
      ]),
    );
  }

  private rangeOf(kind: string, first: number, end: number): NameRange {
    const isFirst = this.blocks[first - 1]?.kind !== kind;
    const isLast = this.blocks[end]?.kind !== kind;
    return {
      from: isFirst ? undefined : this.blocks[first].from,
      below: isLast ? undefined : this.blocks[end].from,
    };
  }
}

/** Joins runs of blocks that are near each other until they are few. */
function join(runs: Array<[number, number]>): Array<[number, number]> {
  const gaps = runs
    .slice(1)
    .map(([first], at) => first - runs[at][1])
    .sort((a, b) => b - a);
  // gaps that are left open are the widest
  const widest = gaps[RANGES - 2] ?? 0;
  let open = RANGES - 1;
  const joined: Array<[number, number]> = [];
  for (const [first, end] of runs) {
    const last = joined.at(-1);
    if (last && (first - last[1] < widest || open === 0)) {
      last[1] = end;
      continue;
    }
    if (last) {
      open--;
    }
    joined.push([first, end]);
  }
  return joined;
}
