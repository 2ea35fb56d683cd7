import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { InfraConfig } from '../config/InfraConfig';
import type { Services } from '../createServices';
import type { ProviderRegistry } from '../providers/ProviderRegistry';

/** How long tombstones and the feed of changes are kept. */
const KEEP_DAYS = 30;

/** How often a control plane is asked how it is doing, and how long an answer may take. */
const HEALTH = { frequency: { seconds: 60 }, timeout: { seconds: 45 } };

/** Id of the scheduled task that reads a provider. */
export function syncTaskId(provider: string): string {
  return `infra-sync-${provider}`;
}

/** Schedules what happens without anybody asking, each on one replica at a time. */
export async function scheduleJobs(options: {
  scheduler: SchedulerService;
  services: Services;
  registry: ProviderRegistry;
  config: InfraConfig;
}): Promise<void> {
  const { scheduler, services, registry, config } = options;
  const { sync, health, enforcer, reminder, operations } = services.jobs;
  for (const provider of registry.list()) {
    await scheduler.scheduleTask({
      id: syncTaskId(provider.id),
      frequency: { seconds: config.sync.frequencySeconds },
      // later than our own, which puts on record that it struck
      timeout: { seconds: config.sync.timeoutSeconds + 30 },
      fn: async signal => {
        await sync.run(
          provider,
          AbortSignal.any([
            signal as AbortSignal,
            AbortSignal.timeout(config.sync.timeoutSeconds * 1000),
          ]),
        );
      },
    });
  }
  for (const provider of registry.list().filter(one => one.health)) {
    await scheduler.scheduleTask({
      id: `infra-health-${provider.id}`,
      ...HEALTH,
      fn: signal => health.run(provider, signal as AbortSignal),
    });
  }
  await scheduler.scheduleTask({
    id: 'infra-leases',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: async () => {
      await reminder.run();
      await enforcer.run();
    },
  });
  await scheduler.scheduleTask({
    id: 'infra-approvals',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: async () => {
      await operations.expireOverdue();
    },
  });
  await scheduler.scheduleTask({
    id: 'infra-purge',
    frequency: { hours: 6 },
    timeout: { minutes: 10 },
    fn: async () => {
      const before = new Date(Date.now() - KEEP_DAYS * 24 * 3600_000);
      await services.stores.inventory.purge(before.toISOString());
    },
  });
}
