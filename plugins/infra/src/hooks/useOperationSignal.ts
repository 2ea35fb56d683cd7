import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';

/** Channel on which the back end says that some operation changed. */
const CHANNEL = 'infra:operations';

/** Calls `refresh` when an operation changed. The message carries nothing to rely on; it only says "look again". */
export function useOperationSignal(refresh: () => void) {
  const { lastSignal } = useSignal(CHANNEL);
  useEffect(() => {
    if (lastSignal) {
      refresh();
    }
  }, [lastSignal, refresh]);
}
