import { NotFoundError } from '@backstage/errors';
import type {
  EventQuery,
  MachineEventList,
} from '@ironstage/plugin-infra-common';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Caller } from '../http/Caller';
import type { EventsService } from './EventsService';
import { inPlainWords } from './inPlainWords';

/** Longest wait for a provider while somebody looks at the screen. */
const TIMEOUT_MS = 20_000;

/** Does the work of {@link EventsService}, without asking whether the caller may. */
export class DefaultEventsService implements EventsService {
  constructor(
    private readonly services: {
      registry: ProviderRegistry;
      inventory: InventoryStore;
    },
  ) {}

  async list(
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
