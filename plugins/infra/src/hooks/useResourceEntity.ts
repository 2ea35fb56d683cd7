import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ANNOTATION_RESOURCE_REF } from '@ironstage/plugin-infra-common';
import { useQuery } from './useQuery';

/** The catalog entity that stands for an inventory row, if there is one. */
export function useResourceEntity(ref: string | undefined) {
  const catalog = useApi(catalogApiRef);
  return useQuery(ref, async () => {
    const { items } = await catalog.getEntities({
      filter: {
        [`metadata.annotations.${ANNOTATION_RESOURCE_REF}`]: ref ?? '',
      },
      limit: 1,
    });
    return items[0];
  });
}
