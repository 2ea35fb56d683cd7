import { mockServices } from '@backstage/backend-test-utils';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import type { Changes } from '@ironstage/plugin-infra-common';
import { InfraEntityProvider } from './InfraEntityProvider';
import { changes, instance, project } from './testing/rows';

const HOUR = 3600_000;
const { signal } = new AbortController();

function setUp(feed: Array<Changes | Error>) {
  const read: number[] = [];
  const applied: EntityProviderMutation[] = [];
  const clock = { now: 10 * HOUR };
  let task: ((signal: AbortSignal) => Promise<void>) | undefined;
  const provider = new InfraEntityProvider({
    logger: mockServices.logger.mock(),
    now: () => clock.now,
    schedule: {
      run: async ({ fn }) => {
        task = fn as typeof task;
      },
    },
    changes: {
      read: async after => {
        read.push(after);
        const next = feed.shift() ?? changes({ cursor: after });
        if (next instanceof Error) {
          throw next;
        }
        return next;
      },
    },
  });
  const connection = {
    applyMutation: async (mutation: EntityProviderMutation) => {
      applied.push(mutation);
    },
    refresh: async () => {},
  };
  return {
    provider,
    connection,
    read,
    applied,
    clock,
    feed,
    task: () => task!(signal),
    takeOver: () => provider.takeOver(connection, signal),
  };
}

/** What a delta adds and removes, by name. */
function deltaOf(mutation: EntityProviderMutation) {
  return mutation.type === 'delta'
    ? {
        added: mutation.added.map(one =>
          'entity' in one ? one.entity.metadata.name : '',
        ),
        removed: mutation.removed.map(one =>
          'entityRef' in one ? one.entityRef : '',
        ),
      }
    : mutation;
}

describe('InfraEntityProvider', () => {
  it('adds projects before their instances, as a delta under its own key', async () => {
    const { takeOver, applied } = setUp([
      changes({ resources: [instance()], projects: [project()] }),
    ]);
    await takeOver();
    expect(applied.map(deltaOf)).toEqual([
      { added: ['payments-dev', 'os-eu1-1'], removed: [] },
    ]);
    expect(applied[0]).toMatchObject({
      type: 'delta',
      added: [{ locationKey: 'infra' }, { locationKey: 'infra' }],
    });
  });

  it('removes instances that are gone, and leaves other kinds alone', async () => {
    const { takeOver, applied } = setUp([
      changes({ removed: ['instance:os-eu1/7', 'image:os-eu1/8'] }),
    ]);
    await takeOver();
    expect(applied.map(deltaOf)).toEqual([
      { added: [], removed: ['resource:default/os-eu1-7'] },
    ]);
  });

  it('removes an instance that belongs to no managed project any more', async () => {
    const { takeOver, applied } = setUp([
      changes({
        resources: [
          instance({ project: null }),
          instance({ ref: 'image:p/1' }),
        ],
        removed: ['instance:os-eu1/1'],
      }),
    ]);
    await takeOver();
    expect(applied.map(deltaOf)).toEqual([
      { added: [], removed: ['resource:default/os-eu1-1'] },
    ]);
  });

  it('does not show a project that is still being created', async () => {
    const { takeOver, applied } = setUp([
      changes({ projects: [project({ state: 'creating' })] }),
    ]);
    await takeOver();
    expect(applied).toEqual([]);
  });

  it('touches nothing when nothing has changed', async () => {
    const { takeOver, applied, read } = setUp([]);
    await takeOver();
    await takeOver();
    expect(applied).toEqual([]);
    expect(read).toEqual([0, 0]);
  });

  it('reads page after page until the feed is at its end, then goes on from there', async () => {
    const { takeOver, read, applied } = setUp([
      changes({ cursor: 5, complete: false, resources: [instance()] }),
      changes({ cursor: 9, complete: false, projects: [project()] }),
      changes({ cursor: 12 }),
    ]);
    await takeOver();
    await takeOver();
    expect(read).toEqual([0, 5, 9, 12]);
    expect(applied).toHaveLength(2);
  });

  it('applies nothing when a read fails, and keeps its place', async () => {
    const { takeOver, read, applied, feed } = setUp([changes({ cursor: 5 })]);
    await takeOver();
    feed.push(new Error('503'));
    await expect(takeOver()).rejects.toThrow('503');
    expect(applied).toEqual([]);
    feed.push(changes({ cursor: 6, resources: [instance()] }));
    await takeOver();
    expect(read).toEqual([0, 5, 5]);
    expect(applied).toHaveLength(1);
  });

  it('keeps its place when the catalog does not take a delta', async () => {
    const { takeOver, read, feed, connection } = setUp([
      changes({ cursor: 5, resources: [instance()] }),
    ]);
    const { applyMutation } = connection;
    connection.applyMutation = async () => {
      throw new Error('locked');
    };
    await expect(takeOver()).rejects.toThrow('locked');
    connection.applyMutation = applyMutation;
    feed.push(changes({ cursor: 5, resources: [instance()] }));
    await takeOver();
    expect(read).toEqual([0, 0]);
  });

  it('reads the feed again from its beginning after an hour', async () => {
    const { takeOver, read, clock } = setUp([changes({ cursor: 5 })]);
    await takeOver();
    clock.now += HOUR - 1;
    await takeOver();
    clock.now += 2;
    await takeOver();
    expect(read).toEqual([0, 5, 0]);
  });

  it('goes on with the hourly reading where it failed', async () => {
    const { takeOver, read, clock, feed } = setUp([changes({ cursor: 5 })]);
    await takeOver();
    clock.now += HOUR + 1;
    feed.push(changes({ cursor: 3, complete: false }), new Error('503'));
    await expect(takeOver()).rejects.toThrow('503');
    await takeOver();
    expect(read).toEqual([0, 0, 3, 3]);
  });

  it('is called by the schedule it was given', async () => {
    const { provider, connection, task, applied } = setUp([
      changes({ resources: [instance()] }),
    ]);
    expect(provider.getProviderName()).toBe('infra');
    await provider.connect(connection);
    expect(applied).toEqual([]);
    await task();
    expect(applied).toHaveLength(1);
  });
});
