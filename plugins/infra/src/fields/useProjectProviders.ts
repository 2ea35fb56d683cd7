import { useProject } from '../hooks';

/**
 * Providers at which something for a project may be made.
 *
 * @returns undefined while no project is chosen or it is on its way
 */
export function useProjectProviders(project: string | undefined) {
  const { value, error, refresh } = useProject(project);
  return {
    providers:
      value && value.name === project
        ? value.bindings.map(({ provider }) => provider)
        : undefined,
    error,
    refresh,
  };
}
