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
import { GpuTable } from './GpuTable';
import { HistorySection } from './HistorySection';
import { HostSection } from './HostSection';
import { MachineSection } from './MachineSection';
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
          <HistorySection dimensions={dimensions} providers={value.providers} />
          <Section
            title="By provider"
            hint="Allocated of what is deliverable after the overcommit policy"
          >
            <Suspense fallback={<Loading what="the chart" rows={3} />}>
              <CapacityChart parts={value.providers} dimensions={dimensions} />
            </Suspense>
            <ProviderTable parts={value.providers} dimensions={dimensions} />
          </Section>
          {value.gpus.length > 0 && (
            <Section
              title="GPUs"
              hint="A card in a machine may be given to instances whole or in slices; cards and slices are never added"
            >
              <GpuTable gpus={value.gpus} />
            </Section>
          )}
        </>
      )}
      <MachineSection mayLook={value.hosts !== null} />
      {value.providers.length > 0 && (
        <HostSection mayLook={value.hosts !== null} dimensions={dimensions} />
      )}
    </PageBody>
  );
}
