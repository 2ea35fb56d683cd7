import {
  formatResourceRef,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import type {
  InfraProvider,
  InventoryItem,
  ReadProblem,
} from '@ironstage/plugin-infra-node';
import { ahead } from './ahead';
import type { InventoryStore } from './InventoryStore';
import { hashOnce, type itemHash } from './resourceRow';

/** Below this many rows a large part may vanish in one go without anybody being asked, as long as some are left. */
const UNSUSPICIOUS_REMOVALS = 10;

/** How many sentences about what was left out are kept of a reading. */
const KEPT_PROBLEMS = 5;

/** What the reading of one kind came to. */
export interface KindResult {
  written: number;
  removed: number;
  /** rows that are missing but wait for a person to confirm their removal */
  held: number;
  /** rows and parts that could not be read while the rest could */
  skipped: { count: number; problems: string[] };
}

/** Options of {@link readKind}. */
export interface ReadOptions {
  inventory: InventoryStore;
  /** part of the rows that may be removed without asking, 0 to 1 */
  maxRemovalRatio: number;
  /** a person has said that what is missing is gone */
  confirmed: boolean;
  signal: AbortSignal;
  /** ISO time before the reading began */
  readSince: string;
}

/**
 * Brings the rows of one kind to what a provider has.
 *
 * What was left out keeps its row; when it can't be told which rows those are, nothing is removed.
 */
export async function readKind(
  provider: InfraProvider,
  kind: ResourceKind,
  options: ReadOptions,
): Promise<KindResult> {
  const { inventory, readSince, signal } = options;
  const result: KindResult = {
    written: 0,
    removed: 0,
    held: 0,
    skipped: { count: 0, problems: [] },
  };
  const seen = new Set<string>();
  const kept = new Set<string>();
  let complete = true;
  const onProblem = ({ externalId, allRows, message }: ReadProblem) => {
    note(result, message);
    if (allRows) {
      return;
    }
    if (externalId === undefined) {
      complete = false;
    } else {
      kept.add(formatResourceRef({ kind, provider: provider.id, externalId }));
    }
  };
  const hashOf = hashOnce();
  const pages = provider.inventory.pages(kind, { signal, onProblem });
  for await (const page of ahead(pages)) {
    // a reading that was given up must not write behind the next one's back
    signal.throwIfAborted();
    const changed = await changesOf(provider, page, {
      inventory,
      seen,
      hashOf,
    });
    if (changed.length > 0) {
      await inventory.upsert(
        { provider: provider.id, site: provider.site, hashOf },
        changed,
        readSince,
      );
      result.written += changed.length;
    }
  }
  signal.throwIfAborted();
  if ((await inventory.count(provider.id, kind)) === seen.size) {
    return result;
  }
  const present = await inventory.present(provider.id, kind);
  const missing = present.filter(
    row =>
      row.writtenAt < readSince && !seen.has(row.ref) && !kept.has(row.ref),
  );
  if (missing.length === 0 || !complete) {
    return result;
  }
  if (
    !options.confirmed &&
    isSuspicious(missing.length, present.length, options)
  ) {
    return { ...result, held: missing.length };
  }
  await inventory.remove(
    missing.map(row => row.ref),
    readSince,
  );
  return { ...result, removed: missing.length };
}

function note({ skipped }: KindResult, message: string) {
  skipped.count += 1;
  if (
    skipped.problems.length < KEPT_PROBLEMS &&
    !skipped.problems.includes(message)
  ) {
    skipped.problems.push(message);
  }
}

/** Whether so much is missing that a person has to say that it is gone. An empty answer always is. */
function isSuspicious(
  missing: number,
  present: number,
  { maxRemovalRatio }: ReadOptions,
): boolean {
  return (
    missing === present ||
    (missing > UNSUSPICIOUS_REMOVALS && missing > present * maxRemovalRatio)
  );
}

/** The rows of a page that are not stored as they are; of one that comes twice, the first counts. */
async function changesOf(
  provider: InfraProvider,
  page: InventoryItem[],
  known: {
    inventory: InventoryStore;
    seen: Set<string>;
    hashOf: typeof itemHash;
  },
): Promise<InventoryItem[]> {
  const fresh = new Map<string, InventoryItem>();
  for (const item of page) {
    const ref = formatResourceRef({ ...item, provider: provider.id });
    if (!known.seen.has(ref)) {
      known.seen.add(ref);
      fresh.set(ref, item);
    }
  }
  const hashes = await known.inventory.hashes([...fresh.keys()]);
  return [...fresh]
    .filter(
      ([ref, item]) => hashes.get(ref) !== known.hashOf(item, provider.site),
    )
    .map(([, item]) => item);
}
