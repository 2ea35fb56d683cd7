import type { InfraConfig } from '../config/InfraConfig';
import type { Services } from '../createServices';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Job } from './Job';

/** How long tombstones and the feed of changes are kept. */
const KEEP_MS = 30 * 24 * 3600_000;

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Id of the job that reads a provider. */
export function syncJobId(provider: string): string {
  return `infra-sync-${provider}`;
}

/** What happens without anybody asking. */
export function createJobs(options: {
  services: Services;
  registry: ProviderRegistry;
  config: InfraConfig;
}): Job[] {
  const { services, registry, config } = options;
  const { sync, health, images, costs, capacity } = services.jobs;
  const { trail } = services.jobs;
  const { quotas } = services.jobs;
  const { enforcer, reminder, operations } = services.jobs;
  const providers = registry.list();
  return [
    ...providers.map(provider => ({
      id: syncJobId(provider.id),
      everyMs: config.sync.frequencySeconds * SECOND,
      // later than the reading's own, which puts on record that it struck
      timeoutMs: (config.sync.timeoutSeconds + 30) * SECOND,
      run: async (signal: AbortSignal) => {
        await sync.run(
          provider,
          AbortSignal.any([
            signal,
            AbortSignal.timeout(config.sync.timeoutSeconds * SECOND),
          ]),
        );
      },
    })),
    ...providers
      .filter(one => one.health)
      .map(provider => ({
        id: `infra-health-${provider.id}`,
        everyMs: MINUTE,
        timeoutMs: 45 * SECOND,
        run: (signal: AbortSignal) => health.run(provider, signal),
      })),
    {
      id: 'infra-leases',
      everyMs: MINUTE,
      timeoutMs: 5 * MINUTE,
      run: async () => {
        await reminder.run();
        await enforcer.run();
      },
    },
    {
      id: 'infra-approvals',
      everyMs: MINUTE,
      timeoutMs: 5 * MINUTE,
      run: async () => {
        await operations.expireOverdue();
      },
    },
    {
      // entries are put into the chain as they come; this is for what a crash left over, and for checkpoints
      id: 'infra-audit',
      everyMs: 20 * SECOND,
      timeoutMs: 10 * MINUTE,
      run: signal => trail.run(signal),
    },
    {
      id: 'infra-quotas',
      everyMs: MINUTE,
      timeoutMs: 5 * MINUTE,
      run: signal => quotas.run(signal),
    },
    {
      id: 'infra-capacity-history',
      // more often than samples are taken: what begins a moment late must not leave five minutes out, and a provider
      // that has just been read for the first time is not to wait for them
      everyMs: 20 * SECOND,
      timeoutMs: 10 * MINUTE,
      run: signal => capacity.run(signal),
    },
    {
      id: 'infra-tidy',
      everyMs: 5 * SECOND,
      timeoutMs: 5 * MINUTE,
      run: signal => services.stores.inventory.tidy(signal),
    },
    {
      id: 'infra-usage',
      everyMs: 5 * SECOND,
      timeoutMs: 10 * MINUTE,
      run: signal => costs.record(signal),
    },
    {
      id: 'infra-costs',
      everyMs: 20 * SECOND,
      timeoutMs: 10 * MINUTE,
      run: signal => costs.addUp(signal),
    },
    {
      id: 'infra-images',
      everyMs: 15 * SECOND,
      timeoutMs: 5 * MINUTE,
      run: signal => images.countUses(signal),
    },
    {
      id: 'infra-purge',
      everyMs: 6 * 60 * MINUTE,
      timeoutMs: 10 * MINUTE,
      run: async () => {
        const before = new Date(Date.now() - KEEP_MS);
        await services.stores.inventory.purge(before.toISOString());
      },
    },
  ];
}
