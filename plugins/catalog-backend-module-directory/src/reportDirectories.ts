import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { WatchedDirectory } from './WatchedDirectory';

/** Tells by metrics how old each directory's last good reading is, and how many entries it left out. */
export function reportDirectories(
  metrics: MetricsService,
  directories: WatchedDirectory[],
  now: () => number = Date.now,
): void {
  metrics
    .createObservableGauge('ironstage_directory_reading_age_seconds', {
      description:
        'Time since people and groups were last read from a directory; none before the first reading',
      unit: 's',
    })
    .addCallback(result => {
      for (const directory of directories) {
        const { lastSuccess } = directory.state;
        if (lastSuccess !== undefined) {
          result.observe((now() - lastSuccess) / 1000, {
            directory: directory.getProviderName(),
          });
        }
      }
    });
  metrics
    .createObservableGauge('ironstage_directory_skipped_entries', {
      description: 'Entries of a directory that its last reading left out',
    })
    .addCallback(result => {
      for (const directory of directories) {
        result.observe(directory.state.skipped, {
          directory: directory.getProviderName(),
        });
      }
    });
}
