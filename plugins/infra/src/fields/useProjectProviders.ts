import { useProject, useProviders } from '../hooks';

/**
 * Providers at which the reader may have something made for a project.
 *
 * @returns undefined while no project is chosen or it is on its way
 */
export function useProjectProviders(project: string | undefined) {
  const { value, error, refresh } = useProject(project);
  const all = useProviders();
  const closed = all.value?.items
    .filter(({ selfService }) => !selfService)
    .map(({ id }) => id);
  // a request shows whether it may be there when the list can't be had
  const known = closed ?? (all.error ? [] : undefined);
  return {
    providers:
      known && value && value.name === project
        ? value.bindings
            .map(({ provider }) => provider)
            .filter(provider => !known.includes(provider))
        : undefined,
    error,
    refresh,
  };
}
