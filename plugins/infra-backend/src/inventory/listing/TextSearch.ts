import type { Knex } from 'knex';

/** Where one way of finding rows gives way to another. */
export interface Thresholds {
  /** up to so many rows that match are gathered and sorted; more are met in the order of an index */
  gathered: number;
  /** up to so many rows that have the words of a search are gathered by the index of words */
  few: number;
  /** rows of a block of which is known what words they have */
  block?: number;
}

/** What was measured as good on both engines (`npm run bench`). */
export const THRESHOLDS: Thresholds = { gathered: 2_000, few: 5_000 };

/** Narrows a query on `infra_resources as r`. */
export type Narrowing = (rows: Knex.QueryBuilder) => void;

/** Finds rows by parts of what they are known by, without reading all of them. */
export interface TextSearch {
  /**
   * @returns what narrows rows to those that have all words, when these are few enough to be gathered; undefined when
   * they are many, or when the words are too short for the index
   */
  few(words: string[]): Promise<Narrowing | undefined>;

  /**
   * Takes in what changed since it was last called.
   *
   * @returns true when there is more to be taken in
   */
  catchUp(): Promise<boolean>;
}

/** The index knows parts of three letters. */
export const INDEXED_LENGTH = 3;
