import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LdapOrgEntityProvider } from '@backstage/plugin-catalog-backend-module-ldap';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { isUserEntity } from '@backstage/catalog-model';
import { checkEntities } from './checkEntities';
import type { SkippedEntries } from './SkippedEntries';

/** How the readings of a directory go. */
export interface DirectoryState {
  /** milliseconds since 1970 of the last reading that reached the catalog */
  lastSuccess: number | undefined;
  /** entries that the last reading left out */
  skipped: number;
}

/**
 * A directory whose readings are checked before they reach the catalog, and told about: odd entries are left out and
 * named, an answer without a single person changes nothing, and when it was last read well is known.
 */
export class WatchedDirectory implements EntityProvider {
  readonly state: DirectoryState = { lastSuccess: undefined, skipped: 0 };

  constructor(
    private readonly inner: Pick<
      LdapOrgEntityProvider,
      'connect' | 'getProviderName' | 'read'
    >,
    private readonly skipped: SkippedEntries,
    private readonly logger: LoggerService,
    private readonly now: () => number = Date.now,
  ) {}

  getProviderName(): string {
    return this.inner.getProviderName();
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.inner.connect({
      ...connection,
      refresh: options => connection.refresh(options),
      applyMutation: async mutation => {
        if (mutation.type !== 'full') {
          await connection.applyMutation(mutation);
          return;
        }
        if (!mutation.entities.some(({ entity }) => isUserEntity(entity))) {
          throw new Error(
            'it told of no people at all, which would remove everybody from the catalog: check the base DN, the filter and what the account may read',
          );
        }
        const kept = new Set(
          checkEntities(
            mutation.entities.map(({ entity }) => entity),
            this.skipped,
          ),
        );
        const locationKey = mutation.entities[0]?.locationKey;
        await connection.applyMutation({
          type: 'full',
          entities: [...kept].map(entity => ({ entity, locationKey })),
        });
      },
    });
  }

  /** Reads the directory once; a failure is logged, and the catalog stays as it was. */
  async read(): Promise<void> {
    this.skipped.take();
    try {
      await this.inner.read({ logger: this.logger });
    } catch (error) {
      const reason = String(
        error instanceof Error && error.cause instanceof Error
          ? `${error.message}: ${error.cause.message}`
          : error,
      );
      this.logger.error(
        `The directory ${this.getProviderName()} could not be read; people and teams stay as they were ${this.since()}: ${reason}${
          /size limit/i.test(reason)
            ? ' (the server gives this account no more entries at once: raise its limit)'
            : ''
        }`,
      );
      return;
    }
    const { count, sentence } = this.skipped.take();
    this.state.lastSuccess = this.now();
    this.state.skipped = count;
    if (count > 0) {
      this.logger.warn(
        `The directory ${this.getProviderName()} has ${count} entries that were left out: ${sentence}`,
      );
    }
  }

  private since(): string {
    const { lastSuccess } = this.state;
    return lastSuccess === undefined
      ? 'before the portal started'
      : `at ${new Date(lastSuccess).toISOString()}`;
  }
}
