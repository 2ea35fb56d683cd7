import { lazy, Suspense } from 'react';
import {
  EmptyNote,
  LoadError,
  Loading,
  PageBody,
  ProviderIssues,
  Section,
} from '../../components';
import { useCapacity } from '../../hooks';
import { dimensionsOf } from '../../lib/dimensions';
import { CapacityTiles } from './CapacityTiles';
import { HostTable } from './HostTable';
import { ProviderTable } from './ProviderTable';

const CapacityChart = lazy(() =>
  import('./CapacityChart').then(m => ({ default: m.CapacityChart })),
);

/** What the estate has, has promised and has left. */
export function CapacityContent() {
  const { value, error, pending, refresh } = useCapacity();
  if (!value) {
    return (
      <PageBody>
        {error && (
          <LoadError error={error} what="the capacity" onRetry={refresh} />
        )}
        {pending && <Loading what="the capacity" />}
      </PageBody>
    );
  }
  const dimensions = dimensionsOf(
    [value.overall.total, value.overall.granted],
    { instances: false },
  );
  return (
    <PageBody intro="What the estate has to give, what instances hold, what quotas have promised, and what is left.">
      {error && (
        <LoadError error={error} what="the capacity" onRetry={refresh} />
      )}
      <ProviderIssues errors={value.errors} />
      {value.providers.length === 0 ? (
        <EmptyNote title="No capacity yet">
          It appears when a provider is configured and has been read once.
        </EmptyNote>
      ) : (
        <>
          <CapacityTiles overall={value.overall} dimensions={dimensions} />
          <Section
            title="By provider"
            hint="Allocated of what is deliverable after the overcommit policy"
          >
            <Suspense fallback={<Loading what="the chart" rows={3} />}>
              <CapacityChart parts={value.providers} dimensions={dimensions} />
            </Suspense>
            <ProviderTable parts={value.providers} dimensions={dimensions} />
          </Section>
          <Section
            title="By host"
            hint="The fuller a host, the stronger its cell"
          >
            <HostTable hosts={value.hosts} dimensions={dimensions} />
          </Section>
        </>
      )}
    </PageBody>
  );
}
