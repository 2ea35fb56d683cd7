import { useCallback, useEffect, useState } from 'react';
import { EmptyNote, LoadError, Loading, PageBody } from '../../components';
import { useProviders } from '../../hooks';
import { ProviderSection } from './ProviderSection';

/** While the end of a read is awaited. */
const AWAITED_POLL_MS = 2_000;

/** The clouds behind the portal and how they are doing. */
export function ProvidersContent() {
  const [awaited, setAwaited] = useState<ReadonlySet<string>>(new Set());
  const { value, error, pending, refresh } = useProviders(
    awaited.size > 0 ? AWAITED_POLL_MS : undefined,
  );
  // once more with the shorter pause, which holds from the next answer on
  useEffect(() => {
    if (awaited.size > 0) {
      refresh();
    }
  }, [awaited, refresh]);
  const onAwait = useCallback((id: string, waits: boolean) => {
    setAwaited(before => {
      const after = new Set(before);
      if (waits) {
        after.add(id);
      } else {
        after.delete(id);
      }
      return after;
    });
  }, []);
  return (
    <PageBody intro="The clouds behind the portal: whether they can be read, and how their control planes are doing.">
      {error && (
        <LoadError error={error} what="the providers" onRetry={refresh} />
      )}
      {pending && !value && <Loading what="the providers" />}
      {value?.items.length === 0 && (
        <EmptyNote title="No providers yet">
          Each cloud is a section of the configuration below infra; the README
          of its module says what goes there.
        </EmptyNote>
      )}
      {value?.items.map(provider => (
        <ProviderSection
          key={provider.id}
          provider={provider}
          onAwait={waits => onAwait(provider.id, waits)}
          onDone={refresh}
        />
      ))}
    </PageBody>
  );
}
