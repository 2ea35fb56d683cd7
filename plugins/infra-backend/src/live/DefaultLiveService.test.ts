import { ProviderError, type HealthReader } from '@ironstage/plugin-infra-node';
import { callerOf } from '../__testUtils__/createTestServices';
import { FakeProvider } from '../__testUtils__/FakeProvider';
import { KnexInventoryStore } from '../inventory/KnexInventoryStore';
import { ProviderRegistry } from '../providers/ProviderRegistry';
import { DefaultLiveService } from './DefaultLiveService';

const caller = callerOf('rui', 'platform');
const away = new ProviderError({
  provider: 'fake-1',
  kind: 'unreachable',
  message: 'Fake 1 can not be reached; look at infra.fake[0].url.',
});
const healthy = {
  version: '3.4',
  services: [
    { name: 'api', host: 'c1', state: 'up' as const },
    { name: 'worker', host: 'c2', state: 'down' as const, detail: 'Gone' },
  ],
  problems: [],
};

function setUp(parts: {
  health?: HealthReader['health'];
  events?: (...call: unknown[]) => Promise<unknown[]>;
}) {
  const provider = Object.assign(new FakeProvider(), {
    ...(parts.health && { health: { health: parts.health } }),
    ...(parts.events && { machines: { events: parts.events } }),
  });
  const registry = new ProviderRegistry();
  registry.addProvider(provider as never);
  const rows = [
    { ref: 'machine:fake-1/m1', kind: 'machine', name: 'r1-n1' },
    { ref: 'image:fake-1/i1', kind: 'image', name: 'base' },
  ].map(row => ({ ...row, provider: provider.id, externalId: 'm1' }));
  let now = Date.parse('2026-01-05T10:00:00.000Z');
  const live = new DefaultLiveService({
    registry,
    inventory: {
      getMany: async (refs: string[]) =>
        rows.filter(({ ref }) => refs.includes(ref)),
    } as unknown as KnexInventoryStore,
    now: () => now,
  });
  return {
    id: provider.id,
    title: provider.title,
    live,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('health of a control plane', () => {
  it('is asked for at the provider, with nothing left undefined', async () => {
    const { live, id } = setUp({ health: async () => healthy });
    expect(await live.health(id)).toEqual({
      provider: id,
      version: '3.4',
      checkedAt: '2026-01-05T10:00:00.000Z',
      problems: [],
      services: [
        {
          name: 'api',
          host: 'c1',
          state: 'up',
          zone: null,
          detail: null,
          lastSeenAt: null,
        },
        {
          name: 'worker',
          host: 'c2',
          state: 'down',
          zone: null,
          detail: 'Gone',
          lastSeenAt: null,
        },
      ],
    });
  });

  it('is asked for once by all who look at the same time, and anew later', async () => {
    const health = jest.fn(async () => healthy);
    const { live, id, pass } = setUp({ health });
    await Promise.all([live.health(id), live.health(id)]);
    pass(14_000);
    await live.health(id);
    expect(health).toHaveBeenCalledTimes(1);
    pass(2_000);
    await live.health(id);
    expect(health).toHaveBeenCalledTimes(2);
  });

  it('is asked for anew right after a failure, which is told in the provider’s sentence', async () => {
    const health = jest
      .fn()
      .mockRejectedValueOnce(away)
      .mockResolvedValue(healthy);
    const { live, id } = setUp({ health });
    await expect(live.health(id)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: away.message,
    });
    expect(await live.health(id)).toMatchObject({ version: '3.4' });
  });

  it('is not there for a provider that does not tell it, or that does not exist', async () => {
    const { live, id, title } = setUp({});
    await expect(live.health(id)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: `${title} does not tell how its control plane is doing`,
    });
    expect(() => live.health('nowhere')).toThrow('no provider "nowhere"');
  });
});

describe('events of a machine', () => {
  const event = (id: number) => ({
    id,
    at: '2026-01-05T09:00:00.000Z',
    level: 'info',
    type: 'Deployed',
    description: '',
  });
  const { signal } = new AbortController();

  it('come page by page, the newest first', async () => {
    const events = jest.fn(async (...call: unknown[]) =>
      (call[1] as { beforeId?: number }).beforeId
        ? [event(1)]
        : [event(3), event(2)],
    );
    const { live } = setUp({ events });
    const first = await live.events(
      'machine:fake-1/m1',
      { limit: 2 },
      caller,
      signal,
    );
    expect(first).toEqual({
      items: [
        { ...event(3), actor: null },
        { ...event(2), actor: null },
      ],
      next: 2,
    });
    expect(events).toHaveBeenLastCalledWith(
      { externalId: 'm1' },
      { limit: 2 },
      { signal: expect.any(AbortSignal) },
    );
    const last = await live.events(
      'machine:fake-1/m1',
      { limit: 2, before: 2 },
      caller,
      signal,
    );
    expect(last).toMatchObject({ items: [{ id: 1 }], next: null });
  });

  it('are no longer waited for when whoever asked has gone', async () => {
    const events = (...call: unknown[]) =>
      new Promise<never>((_, reject) => {
        (call[2] as { signal: AbortSignal }).signal.addEventListener(
          'abort',
          () => reject(away),
        );
      });
    const { live } = setUp({ events });
    const gone = new AbortController();
    const answer = live.events(
      'machine:fake-1/m1',
      { limit: 2 },
      caller,
      gone.signal,
    );
    await new Promise(setImmediate);
    gone.abort();
    await expect(answer).rejects.toThrow(away.message);
  });

  it.each([
    ['image:fake-1/i1', 'records no events of base'],
    ['machine:fake-1/m2', 'There is no resource'],
  ])('of %s are not there', async (ref, sentence) => {
    const { live } = setUp({ events: async () => [] });
    await expect(
      live.events(ref, { limit: 2 }, caller, signal),
    ).rejects.toThrow(sentence);
  });
});
