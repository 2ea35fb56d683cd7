import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  providerStatusSchema,
  type ProviderStatus,
} from '@ironstage/plugin-infra-common';

const STATES = providerStatusSchema.shape.state.options;

/**
 * Tells by metrics, too, how each provider is doing. Both gauges are asked for when somebody collects
 * them and say what pages and REST say at that time: a state that was written down once would stay
 * `ok` when nobody reads any more.
 */
export function reportProviders(parts: {
  metrics: MetricsService;
  inventory: { providers(): Promise<ProviderStatus[]> };
  now?: () => number;
}): void {
  const { metrics, inventory, now = Date.now } = parts;
  metrics
    .createObservableGauge('ironstage_provider_state', {
      description:
        'How a provider is doing: 1 for the state that it is in, 0 for all others',
    })
    .addCallback(async result => {
      for (const { id, kind, site, state } of await inventory.providers()) {
        for (const one of STATES) {
          result.observe(Number(one === state), {
            provider: id,
            kind,
            site,
            state: one,
          });
        }
      }
    });
  metrics
    .createObservableGauge('ironstage_provider_reading_age_seconds', {
      description:
        'Time since the last reading of a provider that succeeded; none before the first',
      unit: 's',
    })
    .addCallback(async result => {
      for (const provider of await inventory.providers()) {
        const { id, kind, site, lastSuccessAt } = provider;
        if (lastSuccessAt) {
          const ageMs = now() - new Date(lastSuccessAt).getTime();
          result.observe(ageMs / 1000, { provider: id, kind, site });
        }
      }
    });
}
