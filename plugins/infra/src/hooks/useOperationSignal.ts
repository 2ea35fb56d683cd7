import { useSignal } from '@backstage/plugin-signals-react';
import { useCallback, useEffect, useRef } from 'react';
import { watchOf } from '../operationWatch/OperationWatch';
import { useInfraClient } from './useInfraClient';

/** Channel on which the back end says that some operation changed. */
const CHANNEL = 'infra:operations';

/** An operation of many steps changes often, and each page looks again no more often than this. */
const APART_MS = 2_000;

/**
 * Calls `refresh` when an operation changed: at once, and then not again for a moment. The message
 * carries nothing to rely on; it only says "look again". What the reader asked for herself is
 * told without a signal as well, for portals that have none.
 */
export function useOperationSignal(refresh: () => void) {
  const watch = watchOf(useInfraClient());
  const { lastSignal } = useSignal(CHANNEL);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const last = useRef(0);

  const look = useCallback(() => {
    clearTimeout(timer.current);
    const wait = last.current + APART_MS - Date.now();
    if (wait > 0) {
      timer.current = setTimeout(look, wait);
      return;
    }
    last.current = Date.now();
    refresh();
  }, [refresh]);

  useEffect(() => {
    if (lastSignal) {
      look();
    }
  }, [lastSignal, look]);
  useEffect(() => watch.subscribe(look), [watch, look]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
