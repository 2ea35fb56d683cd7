import { mockServices } from '@backstage/backend-test-utils';
import { ProviderError, type HealthReader } from '@ironstage/plugin-infra-node';
import { createTestDatabases } from '../__testUtils__/databases';
import { FakeProvider } from '../__testUtils__/FakeProvider';
import { connectDatabase } from '../database/migrate';
import { ProviderRegistry } from '../providers/ProviderRegistry';
import { DefaultHealthService } from './DefaultHealthService';
import { HealthWatch } from './HealthWatch';
import { KnexHealthStore } from './KnexHealthStore';

const databases = createTestDatabases();
const { signal } = new AbortController();

const away = new ProviderError({
  provider: 'fake-1',
  kind: 'unreachable',
  message: 'Fake 1 can not be reached; look at infra.fake[0].url.',
});
const answer = {
  version: '3.4',
  services: [
    { name: 'api', host: 'c1', state: 'up' as const },
    {
      name: 'worker',
      host: 'c2',
      zone: 'a',
      state: 'down' as const,
      detail: 'Gone',
      lastSeenAt: '2026-01-05T09:00:00.000Z',
    },
  ],
  problems: ['The volume service is silent.'],
};

describe.each(databases.eachSupportedId())(
  'health of control planes (%s)',
  engine => {
    async function setUp(read?: HealthReader['health']) {
      const knex = await databases.init(engine);
      await connectDatabase({ getClient: async () => knex });
      const provider = Object.assign(
        new FakeProvider(),
        read && { health: { health: read } },
      );
      const registry = new ProviderRegistry();
      registry.addProvider(provider);
      const health = new KnexHealthStore(knex);
      const watch = new HealthWatch({
        health,
        logger: mockServices.logger.mock(),
        now: () => new Date('2026-01-05T10:00:00.000Z'),
      });
      return {
        service: new DefaultHealthService({ registry, health }),
        look: () => watch.run(provider, signal),
        provider,
      };
    }

    it('is on record as it was answered, with nothing left undefined', async () => {
      const { service, look, provider } = await setUp(async () => answer);
      await look();
      await look();
      expect(await service.get(provider.id)).toEqual({
        provider: provider.id,
        version: '3.4',
        problems: answer.problems,
        checkedAt: '2026-01-05T10:00:00.000Z',
        error: null,
        services: [
          {
            name: 'api',
            host: 'c1',
            state: 'up',
            zone: null,
            detail: null,
            lastSeenAt: null,
          },
          answer.services[1],
        ],
      });
    });

    it('stays as it was last known while there is no answer, with the reason', async () => {
      const read = jest
        .fn()
        .mockResolvedValueOnce(answer)
        .mockRejectedValueOnce(away)
        .mockResolvedValueOnce({ ...answer, version: '3.5' });
      const { service, look, provider } = await setUp(read);
      await look();
      await look();
      expect(await service.get(provider.id)).toMatchObject({
        version: '3.4',
        checkedAt: '2026-01-05T10:00:00.000Z',
        error: away.message,
      });
      await look();
      expect(await service.get(provider.id)).toMatchObject({
        version: '3.5',
        error: null,
      });
    });

    it('is unknown, with the reason, when there never was an answer', async () => {
      const { service, look, provider } = await setUp(async () => {
        throw away;
      });
      const unknown = { services: [], checkedAt: null, version: null };
      expect(await service.get(provider.id)).toMatchObject({
        ...unknown,
        error: null,
      });
      await look();
      expect(await service.get(provider.id)).toMatchObject({
        ...unknown,
        error: away.message,
      });
    });

    it('is not there for a provider that does not tell it, or that does not exist', async () => {
      const { service, look, provider } = await setUp();
      await look();
      await expect(service.get(provider.id)).rejects.toMatchObject({
        name: 'NotFoundError',
        message: `${provider.title} does not tell how its control plane is doing`,
      });
      await expect(service.get('nowhere')).rejects.toThrow(
        'no provider "nowhere"',
      );
    });

    it('leaves a fault of our own to the scheduler, which logs it', async () => {
      const { look } = await setUp(async () => {
        throw new TypeError('undefined is not a function');
      });
      await expect(look()).rejects.toThrow(TypeError);
    });
  },
);
