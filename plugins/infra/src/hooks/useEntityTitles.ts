import { useApiHolder } from '@backstage/core-plugin-api';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from './useQuery';

/** What the catalog calls entities, by their refs; undefined until it is known. */
export function useEntityTitles(refs: string[] | undefined) {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  return useQuery(
    refs && presentation && `titles ${refs.join(' ')}`,
    async () =>
      new Map(
        await Promise.all(
          (refs ?? []).map(async ref => {
            const shown = await presentation?.forEntity(ref).promise;
            return [ref, shown?.primaryTitle ?? ref] as const;
          }),
        ),
      ),
  ).value;
}
