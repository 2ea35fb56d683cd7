import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { SkippedEntries } from './SkippedEntries';
import { WatchedDirectory } from './WatchedDirectory';

const user = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1beta1',
  kind: 'User',
  metadata: { name },
  spec: { memberOf: [] },
});

async function setUp() {
  const logger = mockServices.logger.mock();
  const connection = { applyMutation: jest.fn(), refresh: jest.fn() };
  let people: Entity[] = [];
  let failure: Error | undefined;
  let inner: EntityProviderConnection;
  const directory = new WatchedDirectory(
    {
      getProviderName: () => 'LdapOrgEntityProvider:main',
      connect: async given => {
        inner = given;
      },
      read: async () => {
        if (failure) {
          throw failure;
        }
        await inner.applyMutation({
          type: 'full',
          entities: people.map(entity => ({ entity, locationKey: 'ldap' })),
        });
      },
    },
    new SkippedEntries(),
    logger,
    () => 1000,
  );
  await directory.connect(connection);
  return {
    logger,
    directory,
    sent: connection.applyMutation,
    read: async (given: Entity[] | Error) => {
      failure = given instanceof Error ? given : undefined;
      people = given instanceof Error ? [] : given;
      await directory.read();
    },
  };
}

it('hands the good entries on, and names the others', async () => {
  const { read, sent, directory, logger } = await setUp();
  await read([user('dana'), user('no name')]);
  expect(sent).toHaveBeenCalledWith({
    type: 'full',
    entities: [{ entity: user('dana'), locationKey: 'ldap' }],
  });
  expect(directory.state).toEqual({ lastSuccess: 1000, skipped: 1 });
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringMatching(/main has 1 entries that were left out: .*"no name"/),
  );
});

it('removes nobody when the directory tells of no people at all', async () => {
  const { read, sent, logger, directory } = await setUp();
  await read([]);
  expect(sent).not.toHaveBeenCalled();
  expect(directory.state.lastSuccess).toBeUndefined();
  expect(logger.error).toHaveBeenCalledWith(
    expect.stringMatching(/stay as they were .* no people at all/),
  );
});

it('keeps what was read last while readings fail, and says since when', async () => {
  const { read, sent, logger, directory } = await setUp();
  await read([user('dana')]);
  await read(
    new Error('LDAP search failed', {
      cause: new Error('Size limit exceeded'),
    }),
  );
  expect(sent).toHaveBeenCalledTimes(1);
  expect(directory.state.lastSuccess).toBe(1000);
  expect(logger.error).toHaveBeenCalledWith(
    expect.stringMatching(
      /could not be read; people and teams stay as they were at 1970-01-01T00:00:01.000Z: .*raise its limit/,
    ),
  );
});
