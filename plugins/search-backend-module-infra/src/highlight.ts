import type { IndexableDocument } from '@backstage/plugin-search-common';

/** What stands before and after a word that was looked for. */
export interface Tags {
  preTag: string;
  postTag: string;
}

/** The words of a search, as they are told apart in what is searched as well. */
export function wordsOf(term: string): string[] {
  return [...new Set(term.toLowerCase().split(/[\s-]+/))].filter(Boolean);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Marks in a document what was looked for: the whole of it where it stands so, and its words where
 * another word begins with them.
 */
export function highlight(
  document: IndexableDocument,
  term: string,
  { preTag, postTag }: Tags,
): Record<string, string> {
  const parts = [term.trim(), ...wordsOf(term)]
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
    .map(escaped);
  if (parts.length === 0) {
    return {};
  }
  // a word begins where no letter or digit stands before it
  const looked = new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})`, 'giu');
  const fields: Record<string, string> = {};
  for (const name of ['title', 'text'] as const) {
    const marked = document[name].replace(
      looked,
      found => `${preTag}${found}${postTag}`,
    );
    if (marked !== document[name]) {
      fields[name] = marked;
    }
  }
  return fields;
}
