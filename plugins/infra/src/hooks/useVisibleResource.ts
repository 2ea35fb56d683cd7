import { parseResourceRef } from '@ironstage/plugin-infra-common';
import { useResources } from './useResources';

/**
 * A row of the inventory that somebody mentions, if the reader may see it.
 *
 * It is looked up in the list, which leaves out what the reader may not see, where asking for the
 * row itself would be refused: an approver sees the request of a team, not its machines.
 *
 * @param ref - nothing is asked when it is undefined
 */
export function useVisibleResource(ref: string | undefined) {
  const parts = ref === undefined ? undefined : parseResourceRef(ref);
  const rows = useResources(
    parts && {
      kind: [parts.kind],
      provider: [parts.provider],
      q: parts.externalId,
      limit: 5,
    },
  ).value;
  return rows?.items.find(row => row.ref === ref);
}
