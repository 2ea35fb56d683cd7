import { NotFoundError } from '@backstage/errors';
import type {
  EventQuery,
  MachineEventList,
  ProviderHealth,
} from '@ironstage/plugin-infra-common';
import type { InfraProvider } from '@ironstage/plugin-infra-node';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Caller } from '../rest/Caller';
import { inPlainWords } from './inPlainWords';
import type { LiveService } from './LiveService';

/** Longest wait for a provider while somebody looks at the screen. */
const TIMEOUT_MS = 20_000;

/** Everybody who looks within this time shares one question: a status page must not load what it watches. */
const SHARED_MS = 15_000;

/** Does the work of {@link LiveService}, without asking whether the caller may. */
export class DefaultLiveService implements LiveService {
  private readonly asked = new Map<
    string,
    { at: number; health: Promise<ProviderHealth> }
  >();

  constructor(
    private readonly services: {
      registry: ProviderRegistry;
      inventory: InventoryStore;
      now?: () => number;
    },
  ) {}

  health(id: string): Promise<ProviderHealth> {
    const provider = this.services.registry.get(id);
    const now = this.services.now?.() ?? Date.now();
    const last = this.asked.get(id);
    if (last && now - last.at < SHARED_MS) {
      return last.health;
    }
    const health = this.askHealth(provider, now);
    this.asked.set(id, { at: now, health });
    // whoever asks next after a failure asks anew
    health.catch(() => this.asked.delete(id));
    return health;
  }

  private async askHealth(
    provider: InfraProvider,
    now: number,
  ): Promise<ProviderHealth> {
    if (!provider.health) {
      throw new NotFoundError(
        `${provider.title} does not tell how its control plane is doing`,
      );
    }
    const { version, services, problems } = await inPlainWords(
      provider.health.health({ signal: AbortSignal.timeout(TIMEOUT_MS) }),
    );
    return {
      provider: provider.id,
      version: version ?? null,
      services: services.map(service => ({
        name: service.name,
        host: service.host,
        zone: service.zone ?? null,
        state: service.state,
        detail: service.detail ?? null,
        lastSeenAt: service.lastSeenAt ?? null,
      })),
      problems,
      checkedAt: new Date(now).toISOString(),
    };
  }

  async events(
    ref: string,
    { limit, before }: EventQuery,
    _caller: Caller,
    signal: AbortSignal,
  ): Promise<MachineEventList> {
    const [row] = await this.services.inventory.getMany([ref]);
    if (!row) {
      throw new NotFoundError(`There is no resource "${ref}"`);
    }
    const provider = this.services.registry.find(row.provider);
    if (row.kind !== 'machine' || !provider?.machines) {
      throw new NotFoundError(
        `${provider?.title ?? row.provider} records no events of ${row.name}`,
      );
    }
    const events = await inPlainWords(
      provider.machines.events(
        { externalId: row.externalId },
        { limit, ...(before === undefined ? {} : { beforeId: before }) },
        { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) },
      ),
    );
    return {
      items: events.map(event => ({ ...event, actor: event.actor ?? null })),
      next: events.length < limit ? null : events[events.length - 1].id,
    };
  }
}
