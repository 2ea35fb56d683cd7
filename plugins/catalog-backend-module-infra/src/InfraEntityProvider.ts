import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { Changes } from '@ironstage/plugin-infra-common';
import type { ChangesReader } from '@ironstage/plugin-infra-node';
import { instanceEntity, instanceEntityName, projectEntity } from './entityOf';

/** Entities of one provider share it; another provider's entity of the same name is a conflict. */
const LOCATION_KEY = 'infra';

/**
 * How often the feed is read again from its beginning. Two transactions of the inventory may
 * commit in another order than their entries are numbered in; this finds what slipped through.
 */
const REREAD_MS = 3600_000;

/** Takes changes of the inventory over into the catalog, and nothing else. */
export class InfraEntityProvider implements EntityProvider {
  private cursor = 0;
  private readFromStartAt = 0;

  constructor(
    private readonly options: {
      changes: ChangesReader;
      schedule: SchedulerServiceTaskRunner;
      logger: LoggerService;
      now?: () => number;
    },
  ) {}

  getProviderName(): string {
    return 'infra';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.options.schedule.run({
      id: 'infra-entity-provider',
      fn: async signal => {
        await this.takeOver(connection, signal as AbortSignal);
      },
    });
  }

  /** Takes over everything that changed since the last time. */
  async takeOver(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ): Promise<void> {
    const now = this.options.now?.() ?? Date.now();
    if (now - this.readFromStartAt > REREAD_MS) {
      this.cursor = 0;
      this.readFromStartAt = now;
    }
    for (;;) {
      const changes = await this.options.changes.read(this.cursor, signal);
      await this.apply(connection, changes);
      this.cursor = changes.cursor;
      if (changes.complete) {
        return;
      }
    }
  }

  private async apply(connection: EntityProviderConnection, changes: Changes) {
    const added: Entity[] = changes.projects
      .filter(project => project.state !== 'creating')
      .map(projectEntity);
    const removed = new Set<string>();
    for (const resource of changes.resources) {
      const entity = instanceEntity(resource);
      if (entity) {
        added.push(entity);
      } else {
        // an instance that belongs to no project any more
        addRemoved(removed, resource.ref);
      }
    }
    for (const ref of changes.removed) {
      addRemoved(removed, ref);
    }
    if (added.length + removed.size === 0) {
      return;
    }
    await connection.applyMutation({
      type: 'delta',
      added: added.map(entity => ({ entity, locationKey: LOCATION_KEY })),
      removed: [...removed].map(entityRef => ({
        entityRef,
        locationKey: LOCATION_KEY,
      })),
    });
    this.options.logger.debug(
      `Took over ${added.length} entities, removed ${removed.size}`,
    );
  }
}

function addRemoved(removed: Set<string>, ref: string) {
  const name = instanceEntityName(ref);
  if (name) {
    removed.add(
      stringifyEntityRef({ kind: 'resource', namespace: 'default', name }),
    );
  }
}
