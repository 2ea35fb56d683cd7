import { useCallback, useEffect, useRef, useState } from 'react';
import { isTransient, toError } from '../lib/errors';
import { createPoller } from './poller';

/** What a hook that reads something gives. */
export interface QueryResult<T> {
  /** the latest answer; kept while a newer one is on its way or has failed */
  value: T | undefined;
  /** why the latest attempt failed */
  error: Error | undefined;
  /** true while there is no answer yet to what is asked now */
  pending: boolean;
  /** asks again at once */
  refresh: () => void;
}

/** How a hook reads. */
export interface QueryOptions<T> {
  /** milliseconds until it is read again; never when undefined for the latest answer */
  pollMs?: (value: T | undefined) => number | undefined;
}

interface State<T> {
  value?: T;
  error?: Error;
  answered?: string;
}

/**
 * Reads something, and reads it again when it makes sense.
 *
 * A request is aborted when its key changes or the component goes. A failed attempt is repeated
 * with growing pauses unless repeating can not help (the request is wrong or forbidden).
 *
 * @param key - names what is read; undefined reads nothing
 */
export function useQuery<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
  options: QueryOptions<T> = {},
): QueryResult<T> {
  const [state, setState] = useState<State<T>>({});
  const latest = useRef({ load, options });
  latest.current = { load, options };
  const poller = useRef<{ refresh: () => void }>();

  useEffect(() => {
    if (key === undefined) {
      return undefined;
    }
    let value: T | undefined;
    const current = createPoller(async signal => {
      try {
        value = await latest.current.load(signal);
        if (!signal.aborted) {
          setState({ value, answered: key });
        }
        return { pauseMs: latest.current.options.pollMs?.(value) };
      } catch (thrown) {
        const error = toError(thrown);
        if (!signal.aborted) {
          setState(before => ({ ...before, error, answered: key }));
        }
        return isTransient(error)
          ? { failed: true, pauseMs: latest.current.options.pollMs?.(value) }
          : {};
      }
    });
    poller.current = current;
    current.refresh();
    return () => current.stop();
  }, [key]);

  const refresh = useCallback(() => poller.current?.refresh(), []);
  return {
    value: state.value,
    error: state.answered === key ? state.error : undefined,
    pending: key !== undefined && state.answered !== key,
    refresh,
  };
}
