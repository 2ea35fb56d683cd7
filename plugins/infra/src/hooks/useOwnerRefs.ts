import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useQuery } from './useQuery';

/** Entity refs the signed-in user owns things by: the user and the user's groups, in lower case. */
export function useOwnerRefs() {
  const identity = useApi(identityApiRef);
  return useQuery('owner-refs', async () => {
    const { ownershipEntityRefs } = await identity.getBackstageIdentity();
    return ownershipEntityRefs.map(ref => ref.toLowerCase());
  });
}
