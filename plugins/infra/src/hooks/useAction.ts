import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '../lib/errors';

/** Something a button does: runs once at a time and keeps its error to be shown beside the button. */
export function useAction<A extends unknown[]>(
  perform: (...args: A) => Promise<void>,
) {
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<Error>();
  const mounted = useRef(true);
  const busy = useRef(false);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const latest = useRef(perform);
  latest.current = perform;

  const run = useCallback(async (...args: A) => {
    if (busy.current) {
      return;
    }
    busy.current = true;
    setRunning(true);
    setError(undefined);
    try {
      await latest.current(...args);
    } catch (thrown) {
      if (mounted.current) {
        setError(toError(thrown));
      }
    } finally {
      busy.current = false;
      if (mounted.current) {
        setRunning(false);
      }
    }
  }, []);
  return { run, running, error };
}
