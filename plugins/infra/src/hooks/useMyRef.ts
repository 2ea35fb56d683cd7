import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useQuery } from './useQuery';

/** Entity ref of the signed-in user. */
export function useMyRef() {
  const identity = useApi(identityApiRef);
  return useQuery('my-ref', async () => {
    const { userEntityRef } = await identity.getBackstageIdentity();
    return userEntityRef;
  });
}
