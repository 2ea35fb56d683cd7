import { useProviders } from '../../hooks';

/** A provider by its title; by its id until that is known, and where the reader may not read it. */
export function ProviderName({ id }: { id: string }) {
  const providers = useProviders().value?.items;
  return <>{providers?.find(one => one.id === id)?.title ?? id}</>;
}
