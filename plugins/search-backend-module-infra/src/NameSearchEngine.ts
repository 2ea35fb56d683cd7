import type { LoggerService } from '@backstage/backend-plugin-api';
import { LunrSearchEngine } from '@backstage/plugin-search-backend-node';
import type { SearchQuery } from '@backstage/plugin-search-common';
import lunr from 'lunr';
import { highlight, wordsOf } from './highlight';

/** The beginning of a word as the index has it: without the endings that it leaves out. */
function stem(word: string): string {
  const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return lunr.stemmer(new lunr.Token(bare, {})).toString();
}

const isSearched = (word: string) =>
  lunr.stopWordFilter(new lunr.Token(word, {})) !== undefined;

/**
 * Search in memory that takes what is asked for as it is written: each word has to be there, if only
 * as the beginning of another. Backstage's own also takes words that differ by two letters, so that
 * the `1` of `web-1` finds every word of up to three letters (plugin-search-backend-node,
 * LunrSearchEngine).
 */
export class NameSearchEngine extends LunrSearchEngine {
  constructor(options: { logger: LoggerService }) {
    super(options);
    const standard = this.translator;
    this.setTranslator(query => {
      const { lunrQueryBuilder: addFilters, ...rest } = standard({
        ...query,
        term: '',
      }) as ReturnType<Parameters<LunrSearchEngine['setTranslator']>[0]>;
      return {
        ...rest,
        lunrQueryBuilder: builder => {
          addFilters.call(builder, builder);
          for (const word of wordsOf(query.term).filter(isSearched)) {
            builder.term(`${stem(word)}*`, {
              usePipeline: false,
              presence: lunr.Query.presence.REQUIRED,
            });
            builder.term(word, { usePipeline: true, boost: 100 });
          }
        },
      };
    });
  }

  /** Backstage's own keeps the last index of a type when nothing of it is left, and goes on finding it. */
  async getIndexer(type: string) {
    const indexer = await super.getIndexer(type);
    indexer.on('close', () => {
      const documents = Object.keys(indexer.getDocumentStore());
      if (documents.length === 0 && !indexer.errored) {
        this.lunrIndices[type] = indexer.buildIndex();
      }
    });
    return indexer;
  }

  async query(query: SearchQuery) {
    const found = await super.query(query);
    const tags = {
      preTag: this.highlightPreTag,
      postTag: this.highlightPostTag,
    };
    return {
      ...found,
      results: found.results.map(result => ({
        ...result,
        highlight: {
          ...tags,
          fields: highlight(result.document, query.term, tags),
        },
      })),
    };
  }
}
