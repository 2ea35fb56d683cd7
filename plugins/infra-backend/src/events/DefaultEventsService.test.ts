import { ProviderError } from '@ironstage/plugin-infra-node';
import { callerOf } from '../__testUtils__/createTestServices';
import { FakeProvider } from '../__testUtils__/FakeProvider';
import { KnexInventoryStore } from '../inventory/KnexInventoryStore';
import { ProviderRegistry } from '../providers/ProviderRegistry';
import { DefaultEventsService } from './DefaultEventsService';

const caller = callerOf('rui', 'platform');
const away = new ProviderError({
  provider: 'fake-1',
  kind: 'unreachable',
  message: 'Fake 1 can not be reached; look at infra.fake[0].url.',
});
function setUp(events: (...call: unknown[]) => Promise<unknown[]>) {
  const provider = Object.assign(new FakeProvider(), { machines: { events } });
  const registry = new ProviderRegistry();
  registry.addProvider(provider as never);
  const rows = [
    { ref: 'machine:fake-1/m1', kind: 'machine', name: 'r1-n1' },
    { ref: 'image:fake-1/i1', kind: 'image', name: 'base' },
  ].map(row => ({ ...row, provider: provider.id, externalId: 'm1' }));
  return new DefaultEventsService({
    registry,
    inventory: {
      getMany: async (refs: string[]) =>
        rows.filter(({ ref }) => refs.includes(ref)),
    } as unknown as KnexInventoryStore,
  });
}

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
    const service = setUp(events);
    const first = await service.list(
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
    const last = await service.list(
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
    const service = setUp(events);
    const gone = new AbortController();
    const answer = service.list(
      'machine:fake-1/m1',
      { limit: 2 },
      caller,
      gone.signal,
    );
    await new Promise(setImmediate);
    gone.abort();
    await expect(answer).rejects.toThrow(away.message);
  });

  it('that can not be had are told about in the provider’s sentence', async () => {
    const service = setUp(async () => {
      throw away;
    });
    await expect(
      service.list('machine:fake-1/m1', { limit: 2 }, caller, signal),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: away.message,
    });
  });

  it.each([
    ['image:fake-1/i1', 'records no events of base'],
    ['machine:fake-1/m2', 'There is no resource'],
  ])('of %s are not there', async (ref, sentence) => {
    const service = setUp(async () => []);
    await expect(
      service.list(ref, { limit: 2 }, caller, signal),
    ).rejects.toThrow(sentence);
  });
});
