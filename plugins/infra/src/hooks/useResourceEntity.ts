import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ANNOTATION_RESOURCE_REF } from '@ironstage/plugin-infra-common';
import { useQuery } from './useQuery';

/** The catalog takes over what is new in the inventory within seconds, not at once. */
const EXPECTED_POLL_MS = 5_000;

/**
 * The catalog entity that stands for an inventory row, if there is one.
 *
 * @param options - expected: there ought to be one, so it is looked for again until it is there
 */
export function useResourceEntity(
  ref: string | undefined,
  options: { expected: boolean },
) {
  const catalog = useApi(catalogApiRef);
  return useQuery(
    ref,
    async () => {
      const { items } = await catalog.getEntities({
        filter: {
          [`metadata.annotations.${ANNOTATION_RESOURCE_REF}`]: ref ?? '',
        },
        limit: 1,
      });
      return items[0];
    },
    {
      pollMs: entity =>
        options.expected && !entity ? EXPECTED_POLL_MS : undefined,
    },
  );
}
